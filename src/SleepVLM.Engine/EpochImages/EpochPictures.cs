using System.IO.Compression;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;

namespace SleepVLM.Engine.EpochImages;

/// <summary>Pictures of a prepared night as PNG files, drawn when asked for. Not for use by several threads at once.</summary>
public sealed class EpochPictures(PreparedNight night)
{
    private readonly EpochImageRenderer _renderer = new(night.Style);

    /// <summary>The picture of an epoch, or empty where it has no whole signal.</summary>
    public ReadOnlyMemory<byte> Png(EpochIndex index) =>
        night.WhyUnscorable(index) is null ? PngWriter.Encode(_renderer.Render(night, index), CompressionLevel.Optimal) : ReadOnlyMemory<byte>.Empty;
}
