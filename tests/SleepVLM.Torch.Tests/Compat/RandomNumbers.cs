namespace SleepVLM.Torch.Tests.Compat;

/// <summary>Tests that seed: the source of random numbers is one for all threads, so nothing may run beside them.</summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class RandomNumbers
{
    public const string Collection = "random numbers";
}
