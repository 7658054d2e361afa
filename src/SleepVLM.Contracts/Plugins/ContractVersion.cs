namespace SleepVLM.Contracts;

/// <summary>Version of these contracts. A plugin's is accepted when the major is equal and its minor is not above the host's.</summary>
public static class ContractVersion
{
    /// <summary>Changes when a type here changes in a way that breaks plugins.</summary>
    public const int Major = 2;

    /// <summary>Changes when something is added.</summary>
    public const int Minor = 0;
}
