using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Torch.Weights;

/// <summary>A model's file is damaged, incomplete or of another model.</summary>
public sealed class WeightFormatException : SleepVlmException
{
    /// <param name="file">The file or folder.</param>
    /// <param name="what">What is wrong, as it follows the path in a sentence.</param>
    /// <param name="inner">What brought it to light.</param>
    public WeightFormatException(string file, string what, Exception? inner = null)
        : base($"{file}: {what}", inner) => File = file;

    /// <param name="file">The file or folder.</param>
    /// <param name="tensor">The tensor at fault, where one is.</param>
    /// <param name="offset">Byte of the file at which it shows, where that can be told.</param>
    /// <param name="expected">What was expected there.</param>
    /// <param name="found">What is there instead.</param>
    public WeightFormatException(string file, string? tensor, long? offset, string expected, string found)
        : this(file, Sentence(tensor, offset, expected, found)) => (Tensor, ByteOffset, Expected, Found) = (tensor, offset, expected, found);

    /// <summary>The file or folder.</summary>
    public string File { get; }

    /// <summary>The tensor at fault, or null.</summary>
    public string? Tensor { get; private init; }

    /// <summary>Byte of the file at which it shows, or null.</summary>
    public long? ByteOffset { get; private init; }

    /// <summary>What was expected, or null.</summary>
    public string? Expected { get; private init; }

    /// <summary>What was found instead, or null.</summary>
    public string? Found { get; private init; }

    /// <summary>The same problem, with the word that it is not the only one.</summary>
    /// <param name="more">How many others there are.</param>
    /// <param name="advice">How to see them.</param>
    internal WeightFormatException AndMore(int more, string advice) =>
        new(File, $"{Message[(File.Length + 2)..]}; {more} more {(more == 1 ? "problem" : "problems")} of this kind, {advice}")
        { Tensor = Tensor, ByteOffset = ByteOffset, Expected = Expected, Found = Found };

    private static string Sentence(string? tensor, long? offset, string expected, string found)
    {
        var what = tensor is null ? "" : $"tensor {tensor}, ";
        var where = offset is null ? "" : string.Create(CultureInfo.InvariantCulture, $"byte {offset}, ");
        return $"{what}{where}expected {expected}, found {found}; get the file anew or name the folder it belongs to";
    }
}
