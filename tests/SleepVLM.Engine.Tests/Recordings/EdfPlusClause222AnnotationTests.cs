using System.Text;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>EDF+ 2.2.2 and 2.2.3: timestamped annotation lists.</summary>
public sealed class EdfPlusClause222AnnotationTests : RecordingTest
{
    [Fact]
    public void ReadAnnotations_OnsetDurationAndTexts_AreReadInOrder()
    {
        var annotations = Read("+0\u0014\u0014\0+180\u0014Lights off\u0014Close door\u0014\0+1.5\u001525.5\u0014Apnée µ\u0014\0-0.25\u0014before\u0014\0");
        Assert.Equal(
            [new(-0.25, null, "before"), new(1.5, 25.5, "Apnée µ"), new(180, null, "Lights off"), new(180, null, "Close door")], annotations);
    }

    [Fact]
    public void ReadAnnotations_TextBehindTheTimeStamp_IsKept() =>
        Assert.Equal([new Annotation(0, null, "Recording starts")], Read("+0\u0014\u0014Recording starts\u0014\0"));

    [Fact]
    public void ReadAnnotations_TabsAndLineEndsInside_AreKept() =>
        Assert.Equal("a\tb\nc", Assert.Single(Read("+0\u0014\u0014\0+1\u0014a\tb\nc\u0014\0")).Text);

    [Theory]
    [InlineData("+0\u0014\u0014\0001\u0014x\u0014\0", 1.0, "without a sign")]
    [InlineData("+0\u0014\u0014\0+1,5\u0014x\u0014\0", 1.5, "comma")]
    [InlineData("+0\u0014\u0014\0+1\u0014x\0", 1.0, "without its end")]
    [InlineData("+0\u0014\u0014\0+1\u0015long\u0014x\u0014\0", 1.0, "duration of an annotation is no number")]
    [InlineData("+0\u0014\u0014\0+1\u0015-3\u0014x\u0014\0", 1.0, "duration of an annotation is no number")]
    public void ReadAnnotations_SmallFault_IsToleratedWithAWarning(string list, double onset, string expected)
    {
        var recording = Open(Builder(list));
        Assert.Equal(new Annotation(onset, null, "x"), Assert.Single(recording.ReadAnnotations()));
        Assert.Contains(recording.Warnings, warning => warning.Problem.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("+0\u0014\u0014\0garbage\0+2\u0014x\u0014\0", "end of its time stamp")]
    [InlineData("+0\u0014\u0014\0+two\u0014y\u0014\0+2\u0014x\u0014\0", "time stamp is no number")]
    [InlineData("+0\u0014\u0014\0+1e999\u0014y\u0014\0+2\u0014x\u0014\0", "time stamp is no number")]
    public void ReadAnnotations_ListThatCannotBeRead_IsLeftOutAloneWithAWarning(string list, string expected)
    {
        var recording = Open(Builder(list));
        Assert.Equal(new Annotation(2, null, "x"), Assert.Single(recording.ReadAnnotations()));
        Assert.Contains(recording.Warnings, warning => warning.Problem.Contains(expected, StringComparison.Ordinal) && warning.ByteOffset > 512);
    }

    [Fact]
    public void ReadAnnotations_Latin1Text_IsReadAsSuchWithAWarning()
    {
        var recording = Open(Builder(Encoding.Latin1.GetBytes("+0\u0014\u0014\0+1\u0014Réveil\u0014\0")));
        Assert.Equal("Réveil", Assert.Single(recording.ReadAnnotations()).Text);
        Assert.Contains(recording.Warnings, warning => warning.Problem.Contains("Latin-1", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadAnnotations_TwoAnnotationSignals_AreBothRead()
    {
        var recording = Open(new EdfBuilder { Reserved = "EDF+C", Records = 2, Annotations = record => EdfBuilder.Tal($"+{record}\u0014\u0014\0+{record}\u0014x{record}\u0014\0") }
            .WithAnnotations().With("C4", 10).WithAnnotations());
        Assert.Equal(["x0", "x0", "x1", "x1"], recording.ReadAnnotations().Select(annotation => annotation.Text));
        Assert.Single(recording.Signals);
    }

    [Fact]
    public void ReadAnnotations_PlainEdfWithAnnotationSignal_AreReadWithAWarning()
    {
        var recording = Open(new EdfBuilder { Records = 1, Annotations = _ => EdfBuilder.Tal("+0\u0014\u0014\0+1\u0014x\u0014\0") }.With("C4", 10).WithAnnotations());
        Assert.Single(recording.ReadAnnotations());
        Assert.Contains("annotation signal in plain EDF", Assert.Single(recording.Warnings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAnnotations_Bdf_ReadsBytesNotSamples()
    {
        var recording = Open(new EdfBuilder { IsBdf = true, Reserved = "BDF+C", Records = 1, Annotations = _ => EdfBuilder.Tal("+0\u0014\u0014\0+1\u00152\u0014Sleep stage N2\u0014\0") }
            .With("C4", 10).WithAnnotations(40));
        Assert.Equal(new Annotation(1, 2, "Sleep stage N2"), Assert.Single(recording.ReadAnnotations()));
        Assert.Equal(RecordingFormat.BdfPlusC, recording.Format);
    }

    [Fact]
    public void ReadAnnotations_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => Open(Builder("+0\u0014\u0014\0")).ReadAnnotations(new CancellationToken(true)));

    private static EdfBuilder Builder(string list) => Builder(Encoding.UTF8.GetBytes(list));

    private static EdfBuilder Builder(byte[] list) =>
        new EdfBuilder { Reserved = "EDF+C", Records = 1, Annotations = _ => list }.With("C4", 10).WithAnnotations(100);

    private IReadOnlyList<Annotation> Read(string list) => Open(Builder(list)).ReadAnnotations();
}
