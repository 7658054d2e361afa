using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Detection;

public class DetectionFileTests
{
    private static readonly DetectedEvent[] Events =
    [
        new(SleepEventKind.Spindle, 31.25, 0.9, ChannelRole.C4, 42.3, 13.1, new Derivation("C4", "M1"), 0.71, "A7, and more"),
        new(SleepEventKind.Arousal, 62, 5, ChannelRole.F4, 0, 9, new Derivation("F4", "M1"), 0.6, "x"),
    ];

    [Fact]
    public void WriteCsv_GivesARowAnEvent()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.csv");
        DetectionFile.WriteCsv(path, Events);
        Assert.Equal(
            [
                "onset_s,duration_s,epoch,kind,derivation,amplitude_uv,frequency_hz,score,operating_point",
                "31.25,0.90,2,spindle,C4-M1,42.3,13.10,0.710,\"A7, and more\"",
                "62.00,5.00,3,arousal,F4-M1,,9.00,0.600,x",
            ], File.ReadAllLines(path));
    }

    [Fact]
    public void WriteEdf_IsReadBackAsAnnotations()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("events.edf");
        DetectionFile.WriteEdf(path, new DateTime(2020, 1, 1, 22, 0, 0), Events, default);
        using var recording = Recording.Open(path);
        Assert.Equal([(31.25, (double?)0.9, "Spindle C4-M1, 42 uV, 13.1 Hz"), (62, 5, "Arousal F4-M1, 9.0 Hz")],
            recording.ReadAnnotations().Select(note => (note.OnsetSeconds, note.DurationSeconds, note.Text)));
    }

    [Fact]
    public void Parse_Keys_GiveKinds() =>
        Assert.Equal([SleepEventKind.Spindle, SleepEventKind.KComplex], EventNames.Parse("spindle, KComplex").Order());

    [Fact]
    public void Parse_UnknownKey_SaysWhichThereAre() =>
        Assert.Equal("'spindel' is no kind of event; name some of alpha,spindle,kcomplex,slowwave,rem,sem,blink,vertex,sawtooth,arousal,movement",
            Assert.Throws<SleepVlmException>(() => EventNames.Parse("spindel")).Message);
}
