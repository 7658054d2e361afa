using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Remote.Protocol;

namespace SleepVLM.Remote;

/// <summary>Turns the pictures of windows into PNG files, each once although three windows show it.</summary>
internal sealed class PictureFiles
{
    private readonly Dictionary<EpochImage, BinaryData> _files = new(ReferenceEqualityComparer.Instance);

    /// <summary>Windows with their files, in order; only the files of the last window are kept.</summary>
    public IEnumerable<WindowPictures> Of(IEnumerable<WindowQuestion> questions)
    {
        foreach (var question in questions)
        {
            EpochImage[] shown = [question.Previous, question.Target, question.Next];
            foreach (var old in _files.Keys.Where(image => !shown.Contains(image, ReferenceEqualityComparer.Instance)).ToArray()) _files.Remove(old);
            yield return new WindowPictures(question.Target.Index, FileOf(question.Previous), FileOf(question.Target), FileOf(question.Next), question.Decided);
        }
    }

    private BinaryData FileOf(EpochImage image)
    {
        if (!_files.TryGetValue(image, out var file)) _files[image] = file = BinaryData.FromBytes(PngWriter.Encode(image));
        return file;
    }
}
