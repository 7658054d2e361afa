namespace SleepVLM.Contracts;

/// <summary>What a trace measures: the voltage of one electrode against another.</summary>
/// <param name="Active">Exploring electrode, for example <c>F4</c>.</param>
/// <param name="Reference">Reference electrode, for example <c>M1</c>; empty where the recording does not say.</param>
public readonly record struct Derivation(string Active, string Reference)
{
    /// <summary>For example <c>F4-M1</c>, or <c>LOC</c> where the reference is not known.</summary>
    public override string ToString() => Reference.Length == 0 ? Active : $"{Active}-{Reference}";
}
