using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>Evidence drawn by chance: any subset of channels, any event in any stage, measurements present or not.</summary>
internal static class RandomEvidence
{
    private static readonly Derivation[] Derivations =
        [new("F4", "M1"), new("C4", "M1"), new("O2", "M1"), new("E1", "M2"), new("E2", "M2"), new("Chin1", "Chin2")];

    public static Montage Montage(params IEnumerable<ChannelRole> roles) => new(
        [.. roles.Select(role => new MontageChannel(role, Derivations[(int)role], [role.ToString()], 100, "uV", ChannelOrigin.Recorded, ""))], []);

    public static Montage AnyMontage(Random random)
    {
        var roles = Enum.GetValues<ChannelRole>().Where(_ => random.Next(2) == 0).ToList();
        return Montage(roles.Count > 0 ? roles : [(ChannelRole)random.Next(6)]);
    }

    public static EpochEvidence Any(Random random, Montage montage)
    {
        var index = new EpochIndex(random.Next(900));
        var (low, median, high) = (1 + 2 * random.NextDouble(), 4 + random.NextDouble(), 4 + 9 * random.NextDouble());
        var chin = montage.RowOf(ChannelRole.Chin) >= 0 && random.Next(5) > 0;
        var night = new NightMeasurements(
            chin ? low : null, chin ? median : null, chin ? high : null, random.Next(3) switch { 0 => null, 1 => true, _ => false });
        var measured = new EpochMeasurements(
            index,
            Maybe(random, montage, ChannelRole.F4, "slow-wave seconds", random.NextDouble() * (random.Next(2) == 0 ? 30 : 6), "s"),
            Maybe(random, montage, ChannelRole.O2, "alpha percent", 100 * random.NextDouble(), "%"),
            Maybe(random, montage, ChannelRole.Chin, "chin tone", 0.5 + 15 * random.NextDouble(), "uV"),
            new Dictionary<string, Measurement>());
        return new EpochEvidence(
            (SleepStage)random.Next(5), AnyStage(random), AnyStage(random), random.Next(2) == 0 ? ChannelNames.AsDrawn(montage) : ChannelNames.AsRecorded(montage),
            measured, night, random.Next(5) == 0 ? null : Events(random, index.OnsetSeconds));
    }

    private static SleepStage? AnyStage(Random random) => random.Next(6) is var n and < 5 ? (SleepStage)n : null;

    private static List<SleepEvent> Events(Random random, double onset) =>
        [.. Enumerable.Range(0, random.Next(12)).Select(_ => Event(random, (SleepEventKind)random.Next(11), onset - 40 + 90 * random.NextDouble()))];

    /// <summary>An event of a length, size and frequency that its kind can have.</summary>
    private static SleepEvent Event(Random random, SleepEventKind kind, double onset)
    {
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        var (seconds, microvolts, hertz) = kind switch
        {
            SleepEventKind.AlphaRhythm => (Between(0.5, 20), Between(15, 90), Between(8, 13)),
            SleepEventKind.Spindle => (Between(0.5, 2.5), Between(10, 90), Between(11, 16)),
            SleepEventKind.KComplex => (Between(0.5, 1.5), Between(75, 300), 0),
            SleepEventKind.SlowWave => (Between(0.5, 2), Between(75, 300), Between(0.5, 2)),
            SleepEventKind.RapidEyeMovement => (Between(0.2, 1.2), Between(30, 300), 0),
            SleepEventKind.SlowEyeMovement => (Between(1, 5), Between(20, 150), Between(0.2, 0.5)),
            SleepEventKind.Blink => (Between(0.2, 0.4), Between(50, 300), 0),
            SleepEventKind.VertexWave => (Between(0.2, 0.45), Between(40, 150), 0),
            SleepEventKind.SawtoothWaves => (Between(1, 6), Between(20, 80), Between(2, 6)),
            SleepEventKind.Arousal => (Between(3, 12), 0, Between(8, 20)),
            _ => (Between(1, 25), Between(100, 600), 0.0),
        };
        return new SleepEvent(kind, onset, seconds, (ChannelRole)random.Next(6), microvolts, hertz);
    }

    private static Measurement? Maybe(Random random, Montage montage, ChannelRole role, string name, double value, string unit)
    {
        if (random.Next(6) == 0) return null;
        if (role == ChannelRole.Chin)
            return montage.RowOf(role) < 0 ? null : new Measurement(name, value, unit, Derivations[(int)role]);
        var eeg = montage.Channels.Where(c => c.Role <= ChannelRole.O2).Select(c => (ChannelRole?)c.Role).ToList();
        var stand = eeg.Contains(role) ? role : eeg.FirstOrDefault();
        return stand is { } place ? new Measurement(name, value, unit, Derivations[(int)place]) : null;
    }
}
