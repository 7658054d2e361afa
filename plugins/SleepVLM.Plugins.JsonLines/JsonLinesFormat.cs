using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.JsonLines;

/// <summary>One JSON object per line and epoch (jsonlines.org), UTF-8, line feeds.</summary>
public sealed class JsonLinesFormat : IOutputFormat
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string Id => "jsonl";

    /// <inheritdoc/>
    public string FileSuffix => ".staging.jsonl";

    /// <inheritdoc/>
    public string MediaType => "application/jsonl";

    /// <inheritdoc/>
    public async Task WriteAsync(Study study, Stream output, CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>(4096);
        foreach (var epoch in study.Epochs)
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line, Options))
            {
                json.WriteStartObject();
                EpochJson.WriteMembers(json, study.Recording.Sha256, epoch);
                json.WriteEndObject();
            }
            line.Write("\n"u8);
            await output.WriteAsync(line.WrittenMemory, cancellationToken);
        }
    }
}
