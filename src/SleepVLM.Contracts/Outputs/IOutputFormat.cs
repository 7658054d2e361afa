namespace SleepVLM.Contracts;

/// <summary>Writes a staged recording in one format.</summary>
public interface IOutputFormat
{
    /// <summary>Name on the command line, for example <c>jsonl</c>.</summary>
    string Id { get; }

    /// <summary>What follows the recording's name, for example <c>.staging.jsonl</c>.</summary>
    string FileSuffix { get; }

    /// <summary>Media type, for example <c>application/jsonl</c>.</summary>
    string MediaType { get; }

    /// <summary>Writes the whole study.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task WriteAsync(Study study, Stream output, CancellationToken cancellationToken);
}
