// The number of live tensors is counted for the whole process, so tests that watch it must not run beside others.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
