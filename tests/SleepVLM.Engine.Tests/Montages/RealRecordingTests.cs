using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Montages;

public class RealRecordingTests
{
    [SharedFact("data/nox-a1-clip/subject1.edf")]
    public void Resolve_NoxClipWithChinMapped_FindsAllSix()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/nox-a1-clip/subject1.edf"));
        var signals = MontageResolver.Resolve(recording, new MontageOptions([ChannelMapping.Parse("chin=1-2")]));

        Assert.Equal(["F4-M1", "C4-M1", "O2-M1", "E1-M2", "E2-M1", "1-2"], signals.Montage.Channels.Select(channel => channel.Labels.Single()));
        Assert.Equal(["F4-M1", "C4-M1", "O2-M1", "E1-M2", "E2-M1", "1-2"], signals.Montage.Channels.Select(channel => channel.Derivation.ToString()));
        Assert.All(signals.Montage.Channels, channel => Assert.Equal(200, channel.SourceRateHz));
        Assert.Equal(120, signals.DurationSeconds);
        Assert.Equal(ChannelOrigin.Mapped, signals.Montage.Channels[5].Origin);
        var eeg = signals.Read(0, signals.Segments.Single());
        Assert.Equal(24000, eeg.Length);
        Assert.InRange(eeg.Select(Math.Abs).Average(), 3, 60);
    }

    [SharedFact("data/nox-a1-clip/subject1.edf")]
    public void Resolve_NoxClipWithoutMap_LeavesOutChinAndSaysSo()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/nox-a1-clip/subject1.edf"));
        var montage = MontageResolver.Resolve(recording).Montage;
        Assert.Equal([ChannelRole.F4, ChannelRole.C4, ChannelRole.O2, ChannelRole.LOC, ChannelRole.ROC], montage.Channels.Select(channel => channel.Role));
        Assert.Contains(montage.Notes, note => note.Contains("Chin", StringComparison.Ordinal));
    }

    [SharedFact("data/ucddb/ucddb018.edf")]
    public void Resolve_UcddbNight_TakesEarLobeForMastoid()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/ucddb/ucddb018.edf"));
        var channel = Assert.Single(MontageResolver.Resolve(recording).Montage.Channels);
        Assert.Equal(ChannelRole.C4, channel.Role);
        Assert.Equal("C4-M1", channel.Derivation.ToString());
        Assert.Equal(ChannelOrigin.Recorded, channel.Origin);
        Assert.Contains("ear lobe", channel.Note, StringComparison.Ordinal);
        Assert.Equal(822 * 30, recording.DurationSeconds);
        Assert.Equal(822, recording.ReadAnnotations().Count(annotation => annotation.Text.StartsWith("Sleep stage", StringComparison.Ordinal)));
        Assert.Empty(recording.Warnings);
    }

    [SharedFact("data/sleep-edf-sc4001-start/short_psg.edf")]
    public void Resolve_SleepEdf_SubstitutesBipolarAndRefusesChinEnvelope()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/sleep-edf-sc4001-start/short_psg.edf"));
        var montage = MontageResolver.Resolve(recording).Montage;
        Assert.Equal(
            [(ChannelRole.F4, "Fpz-Cz"), (ChannelRole.O2, "Pz-Oz"), (ChannelRole.LOC, "EOG")],
            montage.Channels.Select(channel => (channel.Role, channel.Derivation.ToString())));
        Assert.All(montage.Channels, channel => Assert.Equal(ChannelOrigin.Bipolar, channel.Origin));
        Assert.Contains(montage.Notes, note => note.Contains("EMG submental", StringComparison.Ordinal) && note.Contains("envelope", StringComparison.Ordinal));
    }

    [SharedFact("data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf")]
    public void Resolve_AnnotationsOnly_SaysThereIsNoSignal()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf"));
        Assert.Equal(0, recording.DurationSeconds);
        Assert.Equal(new DateTime(1989, 4, 24, 16, 13, 0), recording.StartTime);
        var annotations = recording.ReadAnnotations();
        Assert.Equal(new Annotation(0, 30630, "Sleep stage W"), annotations[0]);
        var error = Assert.Throws<SleepVlmException>(() => MontageResolver.Resolve(recording));
        Assert.Contains("annotations only", error.Message, StringComparison.Ordinal);
    }
}
