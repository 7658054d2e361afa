using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>One channel that a simulated recorder can write.</summary>
/// <param name="Name">What <c>--channels</c> calls it.</param>
/// <param name="Label">In the file.</param>
/// <param name="Derivation">What it measures.</param>
/// <param name="Role">Its place in a staging montage.</param>
/// <param name="IsPrimary">Whether the staging montage shows it; a second derivation of a role is written to the file only.</param>
/// <param name="Weights">Share of each source of a <see cref="HeadSignals"/> in it.</param>
internal sealed record SimulatedDerivation(
    string Name, string Label, Derivation Derivation, ChannelRole Role, bool IsPrimary, IReadOnlyList<(HeadSource Source, double Share)> Weights)
{
    // Midline derivations are mixed from what is synthesised against the mastoids. The shares give the amplitudes that such derivations have: slow waves and
    // K complexes of Fpz-Cz nearly as large as those of F4-M1, spindles smaller, eyes plain; alpha of Pz-Oz half as large as that of O2-M1, spindles small.
    private static readonly SimulatedDerivation[] SleepEdf =
    [
        new("Fpz-Cz", "EEG Fpz-Cz", new("Fpz", "Cz"), ChannelRole.F4, true, [(HeadSource.F4, 1.1), (HeadSource.C4, -0.3), (HeadSource.LOC, 0.08), (HeadSource.ROC, 0.08)]),
        new("Pz-Oz", "EEG Pz-Oz", new("Pz", "Oz"), ChannelRole.O2, true, [(HeadSource.C4, 0.7), (HeadSource.O2, -0.8)]),
        new("EOG", "EOG horizontal", new("E1", "E2"), ChannelRole.LOC, true, [(HeadSource.LOC, 1), (HeadSource.ROC, -1)]),
    ];

    private static readonly SimulatedDerivation[] Right =
        [Scalp(HeadSource.F4, "M1", true), Scalp(HeadSource.C4, "M1", true), Scalp(HeadSource.O2, "M1", true)];

    private static readonly SimulatedDerivation[] Face =
    [
        new("LOC", "EOG E1-M2", new("E1", "M2"), ChannelRole.LOC, true, [(HeadSource.LOC, 1)]),
        new("ROC", "EOG E2-M2", new("E2", "M2"), ChannelRole.ROC, true, [(HeadSource.ROC, 1)]),
        new("Chin", "EMG Chin1-Chin2", new("Chin1", "Chin2"), ChannelRole.Chin, true, [(HeadSource.Chin, 1)]),
    ];

    /// <summary>The channels of a montage, in file order.</summary>
    public static IReadOnlyList<SimulatedDerivation> Of(SimulatedMontage montage) => montage switch
    {
        SimulatedMontage.Contralateral => [.. Left(true), .. Face],
        SimulatedMontage.Bilateral => [.. Right, .. Left(false), .. Face],
        SimulatedMontage.SleepEdf => SleepEdf,
        _ => [.. Right, .. Face],
    };

    /// <summary>Whether it is exactly one source.</summary>
    public bool IsPlain => Weights is [(_, 1)];

    /// <summary>Whether it lies over a side of the head; midline, eyes and chin over none.</summary>
    public bool LiesOver(Hemisphere side) => IsPlain && Role <= ChannelRole.O2 && HeadSignals.IsLeft(Weights[0].Source) == (side == Hemisphere.Left);

    private static SimulatedDerivation[] Left(bool primary) =>
        [Scalp(HeadSource.F3, "M2", primary), Scalp(HeadSource.C3, "M2", primary), Scalp(HeadSource.O1, "M2", primary)];

    private static SimulatedDerivation Scalp(HeadSource source, string reference, bool primary) =>
        new(source.ToString(), $"EEG {source}-{reference}", new(source.ToString(), reference), HeadSignals.RoleOf(source), primary, [(source, 1)]);
}
