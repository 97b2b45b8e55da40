/* What an analyst can do to a request, as calls of the service. */

import { fragment, post } from "../lib/api.js";

export class Actions {
  constructor(request) {
    this.id = encodeURIComponent(request);
    this.api = `/v1/requests/${this.id}`;
  }

  panel() {
    return fragment(`/requests/${this.id}/panel`);
  }

  correct(path, { kind = "set", after, evidence = [], reason = "" }, version) {
    return post(`${this.api}/corrections`, { path, kind, after, evidence, reason, base_version: version });
  }

  undo(event, reason = "") {
    return post(`${this.api}/corrections/${event}/undo`, { reason });
  }

  settle(event, reason = "") {
    return post(`${this.api}/corrections/${event}/settle`, { reason });
  }

  judge(finding, verdict, reason = "") {
    return post(`${this.api}/findings/reviews`, { finding, verdict, reason });
  }

  note(text) {
    return post(`${this.api}/notes`, { text });
  }

  decide(disposition, reason) {
    return post(`${this.api}/decisions`, { disposition, reason });
  }

  confirm(reason = "") {
    return post(`${this.api}/decisions/confirm`, { reason });
  }

  withdraw(reason) {
    return post(`${this.api}/decisions/withdraw`, { reason });
  }

  reopen(reason) {
    return post(`${this.api}/decisions/reopen`, { reason });
  }

  claim() {
    return post(`${this.api}/claim`);
  }

  place(matter, restricted, reason) {
    return post(`${this.api}/placement`, { matter: matter || null, restricted, reason });
  }

  hold(held, reason) {
    return post(`${this.api}/hold`, { held, reason });
  }

  remove(filename, reason) {
    return post(`${this.api}/delete`, { filename, reason });
  }

  close() {
    return post(`${this.api}/close`);
  }

  reprocess(ocr) {
    return post(`${this.api}/reprocess`, { ocr });
  }
}
