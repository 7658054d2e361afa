using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What is synthesised: the six traces of the canvas, and the EEG of the left side where it is recorded.</summary>
internal enum HeadSource { F4, C4, O2, LOC, ROC, Chin, F3, C3, O1 }

/// <summary>All traces of a head, microvolts.</summary>
internal sealed class HeadSignals(SignalCanvas canvas, LeftHemisphere? left)
{
    public static bool IsLeft(HeadSource source) => source >= HeadSource.F3;

    public static ChannelRole RoleOf(HeadSource source) => (ChannelRole)(IsLeft(source) ? source - HeadSource.F3 : (int)source);

    /// <summary>A trace that may be drawn into.</summary>
    /// <exception cref="InvalidOperationException">The left side was not made.</exception>
    public float[] this[HeadSource source] => !IsLeft(source) ? canvas[(ChannelRole)source]
        : left?[source - HeadSource.F3] ?? throw new InvalidOperationException($"{source} was not synthesised");

    /// <summary>A derivation; the very trace of its source where it is nothing else.</summary>
    public float[] Derive(SimulatedDerivation derivation)
    {
        if (derivation.IsPlain) return this[derivation.Weights[0].Source];
        var mixed = new float[canvas.SampleCount];
        foreach (var (source, share) in derivation.Weights)
        {
            var trace = this[source];
            for (var i = 0; i < mixed.Length; i++) mixed[i] += (float)share * trace[i];
        }

        return mixed;
    }
}
