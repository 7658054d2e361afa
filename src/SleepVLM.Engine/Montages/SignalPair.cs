using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>One signal, or one minus another, as microvolts.</summary>
/// <param name="First">The signal.</param>
/// <param name="Second">Subtracted sample by sample; same rate. Null for none.</param>
/// <param name="FirstMicrovolts">Microvolts in one unit of <paramref name="First"/>.</param>
/// <param name="SecondMicrovolts">Microvolts in one unit of <paramref name="Second"/>.</param>
internal sealed record SignalPair(RecordedSignal First, RecordedSignal? Second, double FirstMicrovolts, double SecondMicrovolts)
{
    /// <summary>Fills the buffer with microvolts.</summary>
    public void Read(Recording recording, long firstSample, Span<double> destination)
    {
        recording.ReadPhysical(First, firstSample, destination);
        foreach (ref var value in destination) value *= FirstMicrovolts;
        if (Second is null) return;

        var piece = new double[Math.Min(destination.Length, 1 << 16)];
        for (var done = 0; done < destination.Length; done += piece.Length)
        {
            var count = Math.Min(piece.Length, destination.Length - done);
            recording.ReadPhysical(Second, firstSample + done, piece.AsSpan(0, count));
            for (var i = 0; i < count; i++) destination[done + i] -= piece[i] * SecondMicrovolts;
        }
    }

    /// <summary>The same with both scales multiplied.</summary>
    public SignalPair Scaled(double factor) =>
        this with { FirstMicrovolts = FirstMicrovolts * factor, SecondMicrovolts = SecondMicrovolts * factor };
}
