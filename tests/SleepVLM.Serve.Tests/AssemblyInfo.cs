// Each server holds a model, and answers are timed against each other: one class at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
