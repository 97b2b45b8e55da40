"""What corrections teach: trainings beside the workers, and the models in force."""
