using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Tests.Rules.Measurements;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>A night in which every stage looks as the manual draws it.</summary>
internal static class TextbookNight
{
    private static readonly (SleepStage Stage, int Epochs)[] Course =
    [
        (SleepStage.W, 20), (SleepStage.N1, 4), (SleepStage.N2, 20), (SleepStage.N3, 30), (SleepStage.N2, 40),
        (SleepStage.R, 24), (SleepStage.N2, 20), (SleepStage.N3, 10), (SleepStage.N2, 10), (SleepStage.R, 24), (SleepStage.W, 8),
    ];

    public static IReadOnlyList<SleepStage> Stages { get; } = [.. Course.SelectMany(c => Enumerable.Repeat(c.Stage, c.Epochs))];

    public static PreparedNight Of(params ChannelRole[] roles)
    {
        var all = new SyntheticNight(Stages.Count, seed: 5, noiseMicrovolts: 3);
        for (var epoch = 0; epoch < Stages.Count; epoch++) Draw(all, Stages[epoch], epoch * 30);
        var night = all.Build();
        if (roles.Length == 0) return night;
        var rows = roles.Order().Select(night.Montage.RowOf).ToList();
        return new PreparedNight(
            new Montage([.. rows.Select(row => night.Montage.Channels[row])], []), night.Style,
            [.. rows.Select(row => night.Channel(row).ToArray())], new UnscoredReason?[night.EpochCount]);
    }

    private static void Draw(SyntheticNight night, SleepStage stage, double onset)
    {
        ChannelRole[] eeg = [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2];
        night.Scale(ChannelRole.Chin, onset, onset + 30, stage switch { SleepStage.W => 8, SleepStage.R => 1, SleepStage.N1 => 4, _ => 3 });
        foreach (var role in eeg)
        {
            switch (stage)
            {
                case SleepStage.W:
                    night.Sine(role, onset, onset + 30, 10, role == ChannelRole.O2 ? 30 : 12).Sine(role, onset, onset + 30, 22, 6);
                    break;
                case SleepStage.N1:
                    night.Sine(role, onset, onset + 30, 5.5, 12);
                    break;
                case SleepStage.N2:
                    night.Sine(role, onset, onset + 30, 3, 12);
                    foreach (var second in (double[])[4.3, 11.1, 21.7]) night.Sine(role, onset + second, onset + second + 0.9, 13.5, 20);
                    break;
                case SleepStage.N3:
                    night.Sine(role, onset + 3, onset + 23, 1, 60);
                    break;
                default:
                    night.Sine(role, onset, onset + 30, 5, 9);
                    break;
            }
        }

        if (stage == SleepStage.R)
            foreach (var second in (double[])[3.2, 4.1, 13.6, 22.4]) night.EyeMovement(onset + second, 0.5, 110);
    }
}
