using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Recordings;

/// <summary>Opens what an <see cref="EdfBuilder"/> makes.</summary>
public abstract class RecordingTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Recording> _open = [];

    private protected Recording Open(EdfBuilder builder) => Open(builder.Build());

    private protected Recording Open(byte[] bytes)
    {
        var recording = Recording.Open(Save(bytes));
        _open.Add(recording);
        return recording;
    }

    private protected string Save(byte[] bytes)
    {
        var path = _folder.File($"{Guid.NewGuid():N}.edf");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private protected static double[] Physical(Recording recording, int signal = 0)
    {
        var values = new double[recording.SampleCount(recording.Signals[signal])];
        recording.ReadPhysical(recording.Signals[signal], 0, values);
        return values;
    }

    public void Dispose()
    {
        foreach (var recording in _open) recording.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
