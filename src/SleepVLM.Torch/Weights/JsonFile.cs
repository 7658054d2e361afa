using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Torch.Weights;

/// <summary>Opens the JSON files of a model folder; whatever is wrong with one becomes one kind of error.</summary>
internal static class JsonFile
{
    private const long LargestBytes = 1 << 27;

    /// <summary>Parses a file and reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fail">Makes the error from what is wrong, a phrase that follows the path.</param>
    /// <param name="read">Takes out what is needed while the document is alive.</param>
    public static T Read<T>(string path, Func<string, Exception?, SleepVlmException> fail, Func<JsonElement, T> read)
    {
        try
        {
            if (new FileInfo(path).Length > LargestBytes) throw fail($"is larger than {LargestBytes} bytes, which no such file is", null);
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 64 });
            return read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw fail($"is not JSON at line {problem.LineNumber + 1}, byte {problem.BytePositionInLine}", problem);
        }
        catch (InvalidOperationException problem)
        {
            // JsonElement says so where text is not UTF-8 or an escape is half a surrogate pair.
            throw fail("holds text that is not Unicode", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw fail($"cannot be read ({problem.Message})", problem);
        }
    }

    /// <summary>A property, if the element is an object that has it.</summary>
    public static bool TryGet(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }
}
