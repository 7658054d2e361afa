namespace SleepVLM.Contracts;

/// <summary>Position of a 30-second epoch in its recording, counted from 0.</summary>
/// <param name="Value">0 for the first epoch.</param>
public readonly record struct EpochIndex(int Value) : IComparable<EpochIndex>
{
    /// <summary>Length of every epoch (AASM manual, chapter IV): 30 seconds.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    /// <summary>The number scorers use and everything shown uses: 1 for the first epoch.</summary>
    public int Number => Value + 1;

    /// <summary>Seconds from the start of the recording to the start of the epoch.</summary>
    public double OnsetSeconds => Value * Duration.TotalSeconds;

    /// <summary>The index of the epoch that scorers call <paramref name="number"/>.</summary>
    public static EpochIndex FromNumber(int number) => new(number - 1);

    /// <inheritdoc/>
    public int CompareTo(EpochIndex other) => Value.CompareTo(other.Value);

    /// <summary>The scorer's number, from 1.</summary>
    public override string ToString() => $"epoch {Number}";
}
