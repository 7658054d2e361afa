using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Tests.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Montages;

public sealed class MontageResolverTests : RecordingTest
{
    [Fact]
    public void Resolve_RecommendedDerivations_AreTakenWithoutNotes()
    {
        var montage = Resolve("EEG F4-M1", "F3-M2", "EEG C4-M1", "EEG O2-M1", "E1-M2", "E2-M2", "Chin1-Chin2", "ECG");
        Assert.Equal(["F4-M1", "C4-M1", "O2-M1", "E1-M2", "E2-M2", "Chin1-Chin2"], montage.Channels.Select(channel => channel.Derivation.ToString()));
        Assert.All(montage.Channels, channel => Assert.Equal((ChannelOrigin.Recorded, ""), (channel.Origin, channel.Note)));
        Assert.Empty(montage.Notes);
    }

    [Theory]
    [InlineData("synthetic-256hz", "F4-M1 C4-M1 O2-M1 E1 E2 Chin")]
    [InlineData("synthetic-missing-channels", "C4-M1 E1 E2 Chin")]
    public void Resolve_GoldenRecording_FindsItsChannels(string name, string expected)
    {
        using var recording = Recording.Open(Repository.Golden($"render/{name}/recording.edf"));
        var signals = MontageResolver.Resolve(recording);
        Assert.Equal(expected, string.Join(' ', signals.Montage.Channels.Select(channel => channel.Derivation.ToString())));
        Assert.All(signals.Montage.Channels, channel => Assert.Equal(ChannelOrigin.Recorded, channel.Origin));
    }

    [Fact]
    public void Resolve_SeparateMastoids_AreSubtracted()
    {
        var recording = Open(new EdfBuilder().With("F4", 200, digital: i => 3000 + i % 200).With("M1", 200, digital: i => 1000).With("E1", 200, "mV").With("M2", 200, "mV"));
        var signals = MontageResolver.Resolve(recording);
        var frontal = signals.Montage.Channels[0];
        Assert.Equal((ChannelOrigin.Rereferenced, "F4-M1", 2), (frontal.Origin, frontal.Derivation.ToString(), frontal.Labels.Count));
        Assert.Contains("'M1' was subtracted from 'F4'", frontal.Note, StringComparison.Ordinal);
        var step = 2000.0 / 65535;
        Assert.Equal(Enumerable.Range(0, 600).Select(i => Math.Round((2000 + i % 200) * step, 6)), signals.Read(0, signals.Segments[0]).Select(value => Math.Round(value, 6)));
    }

    [Theory]
    [InlineData("EEG F4-Ref", "EEG A1-Ref", true)]
    [InlineData("F4-Cz", "M1-Cz", true)]
    [InlineData("F4-Cz", "M1-Fpz", false)]
    public void Resolve_CommonReference_IsSubtractedOnlyWhereItIsTheSame(string active, string mastoid, bool subtracted)
    {
        var channel = Assert.Single(Resolve(active, mastoid).Channels);
        Assert.Equal(subtracted ? ChannelOrigin.Rereferenced : ChannelOrigin.Bipolar, channel.Origin);
    }

    [Fact]
    public void Resolve_MastoidAtAnotherRate_IsNotSubtractedAndSaysSo()
    {
        var montage = MontageResolver.Resolve(Open(new EdfBuilder().With("C4", 200).With("M1", 100))).Montage;
        var channel = Assert.Single(montage.Channels);
        Assert.Equal(("C4", ChannelOrigin.Recorded), (channel.Derivation.ToString(), channel.Origin));
        Assert.Contains("does not tell the reference", channel.Note, StringComparison.Ordinal);
        Assert.Contains(montage.Notes, note => note.Contains("the rates differ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ChannelRole.F4, ChannelOrigin.Contralateral, "F3-M2", "F3-M2", "Fpz-Cz")]
    [InlineData(ChannelRole.F4, ChannelOrigin.Contralateral, "F3-M2", "F3", "M2", "Fpz-Cz")]
    [InlineData(ChannelRole.C4, ChannelOrigin.Contralateral, "C3-M2", "C3-A2")]
    [InlineData(ChannelRole.O2, ChannelOrigin.Contralateral, "O1-M2", "O1-M2", "O2-M2")]
    [InlineData(ChannelRole.F4, ChannelOrigin.Recorded, "F4-LE", "F3-M2", "F4-LER")]
    [InlineData(ChannelRole.F4, ChannelOrigin.Rereferenced, "F4-M1", "F3-M2", "F4", "M1")]
    [InlineData(ChannelRole.F4, ChannelOrigin.Bipolar, "Fpz-Cz", "Fpz-Cz")]
    [InlineData(ChannelRole.O2, ChannelOrigin.Bipolar, "Pz-Oz", "Pz-Oz")]
    [InlineData(ChannelRole.F4, ChannelOrigin.Contralateral, "Fz-M2", "Fz-M2", "Fpz-Cz")]
    [InlineData(ChannelRole.C4, ChannelOrigin.Recorded, "EEG", "EEG", "EMG")]
    [InlineData(ChannelRole.Chin, ChannelOrigin.Rereferenced, "Chin1-Chin2", "EMG Chin1", "EMG Chin2", "EMG")]
    [InlineData(ChannelRole.LOC, ChannelOrigin.Recorded, "E1-M1", "E1-M1")]
    [InlineData(ChannelRole.ROC, ChannelOrigin.Recorded, "E2-M2", "ROC-M1", "ROC-M2")]
    [InlineData(ChannelRole.LOC, ChannelOrigin.Bipolar, "E2-E1", "ROC-LOC")]
    public void Resolve_RecommendedOneMissing_TakesTheBestStandIn(ChannelRole role, ChannelOrigin origin, string derivation, params string[] labels)
    {
        var channel = Resolve(labels).Channels.Single(channel => channel.Role == role);
        Assert.Equal((origin, derivation), (channel.Origin, channel.Derivation.ToString()));
        Assert.Equal(origin is ChannelOrigin.Recorded && channel.Derivation.Reference is "M1" or "M2", channel.Note.Length == 0);
    }

    [Fact]
    public void Resolve_OneEyeDerivationOrGenericEeg_ServesOneRoleOnly()
    {
        Assert.Equal([ChannelRole.LOC], Resolve("EOG horizontal").Channels.Select(channel => channel.Role));
        Assert.Equal([ChannelRole.O2], Resolve("O2-M1", "EEG").Channels.Select(channel => channel.Role));
    }

    [Fact]
    public void Resolve_NothingRecognised_ListsLabelsAndShowsAnExample()
    {
        var error = Assert.Throws<SleepVlmException>(() => Resolve("1-2", "Thorax"));
        Assert.Contains("'1-2', 'Thorax'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--map \"C4=1-2\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OxygenCalledO2_IsNotTakenForOccipital() =>
        Assert.Throws<SleepVlmException>(() => MontageResolver.Resolve(Open(new EdfBuilder().With("O2", 200, "%"))));

    [Fact]
    public void Resolve_SlowOrScalelessSignals_AreLeftOutWithTheReason()
    {
        var montage = MontageResolver.Resolve(Open(new EdfBuilder().With("C4-M1", 200).With("EMG chin", 1).With("F4-M1", 200).With("O2-M1", 32)
            .Set("physicalMaximum", "-1000", 2))).Montage;
        Assert.Equal([ChannelRole.C4], montage.Channels.Select(channel => channel.Role));
        Assert.Contains("Chin: 'EMG chin' left out: sampled at 1 Hz it is an envelope, not the signal itself", montage.Notes);
        Assert.Contains("F4: 'F4-M1' left out: physical minimum equals physical maximum", montage.Notes);
        Assert.Contains("O2: 'O2-M1' left out: its rate of 32 Hz is below 50 Hz", montage.Notes);
    }

    [Fact]
    public void Read_InterruptedRecording_GivesEachSegmentItsOwnSamples()
    {
        var recording = Open(new EdfBuilder { Reserved = "EDF+D", Records = 4, Annotations = record => EdfBuilder.Tal($"+{record + (record > 1 ? 60 : 0)}\u0014\u0014\0") }
            .With("C4-M1", 100, digital: i => i).WithAnnotations());
        var signals = MontageResolver.Resolve(recording);
        Assert.Equal([new SignalSegment(0, 2), new SignalSegment(62, 2)], signals.Segments);
        Assert.Equal(64, signals.DurationSeconds);
        var (before, after) = (signals.Read(0, signals.Segments[0]), signals.Read(0, signals.Segments[1]));
        Assert.Equal((200, 200), (before.Length, after.Length));
        Assert.Equal(200 * 2000.0 / 65535, after[0] - before[0], 1e-6);
        Assert.Throws<ArgumentException>(() => signals.Read(0, new SignalSegment(5, 2)));
    }

    private Montage Resolve(params string[] labels)
    {
        var builder = new EdfBuilder();
        foreach (var label in labels) builder.With(label, 200);
        return MontageResolver.Resolve(Open(builder)).Montage;
    }
}
