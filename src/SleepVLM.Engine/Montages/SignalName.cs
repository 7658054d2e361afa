namespace SleepVLM.Engine.Montages;

/// <summary>What a label says is measured, in canonical electrode names.</summary>
/// <param name="Active">
/// <c>F4</c>, <c>M1</c> ...; <c>E1</c> left and <c>E2</c> right eye; <c>EOG</c> for eyes without a side; <c>Chin</c>, <c>Chin1</c> ...;
/// <c>EMG</c>, <c>EMG1</c> ... for muscle without a place; <c>EEG</c>, <c>EEG2</c> ... without an electrode.
/// </param>
/// <param name="Reference">An electrode, <c>LE</c> for linked ears or mastoids, another common reference in capitals, or empty.</param>
/// <param name="IsEarLobe">The label says A1 or A2, read as M1 or M2.</param>
internal readonly record struct SignalName(string Active, string Reference, bool IsEarLobe);
