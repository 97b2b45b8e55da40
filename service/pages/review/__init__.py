"""The review page: a report as rows, boxes and forms."""
