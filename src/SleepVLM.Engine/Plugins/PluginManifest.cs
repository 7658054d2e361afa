using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Plugins;

/// <summary>What <c>plugin.json</c> says; read before any code of the plugin is loaded.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="Version">The plugin's own version.</param>
/// <param name="Contract">Version of the contracts it was made for, <c>major.minor</c>.</param>
/// <param name="Assembly">File name of its assembly, in its own folder.</param>
/// <param name="Description">One sentence for people.</param>
public sealed partial record PluginManifest(string Id, string Version, string Contract, string Assembly, string Description)
{
    /// <summary>Name of the manifest in a plugin's folder.</summary>
    public const string FileName = "plugin.json";

    private const int MaxBytes = 64 * 1024;

    /// <summary>Reads and validates the manifest in a plugin's folder.</summary>
    /// <exception cref="PluginLoadException">Missing or malformed.</exception>
    public static PluginManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw Malformed("is missing from the plugin's folder");
        try
        {
            if (new FileInfo(path).Length > MaxBytes) throw Malformed($"is larger than {MaxBytes} bytes");
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return Validate(document.RootElement);
        }
        catch (JsonException error)
        {
            throw Malformed($"is not JSON (line {(error.LineNumber ?? 0) + 1})", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Malformed("cannot be read; check its permissions", error);
        }
    }

    /// <summary>Refuses a plugin made for contracts this host does not have.</summary>
    /// <exception cref="PluginLoadException">Another major version, or a higher minor.</exception>
    public void RequireCompatible()
    {
        var parts = Contract.Split('.');
        var (major, minor) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        if (major != ContractVersion.Major || minor > ContractVersion.Minor)
            throw new PluginLoadException(PluginState.Incompatible,
                $"made for contracts {Contract}; this host accepts {ContractVersion.Major}.0 to {ContractVersion.Major}.{ContractVersion.Minor}");
    }

    private static PluginManifest Validate(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Malformed("is not a JSON object");
        var manifest = new PluginManifest(Text(root, "id"), Text(root, "version"), Text(root, "contract"), Text(root, "assembly"), Text(root, "description"));
        if (!IdPattern().IsMatch(manifest.Id)) throw Malformed("has an \"id\" that is not 1 to 64 lower-case letters, digits and hyphens");
        if (!ContractPattern().IsMatch(manifest.Contract)) throw Malformed("has a \"contract\" that is not major.minor, for example \"1.0\"");
        if (!AssemblyPattern().IsMatch(manifest.Assembly) || manifest.Assembly.Contains(".."))
            throw Malformed("names an \"assembly\" that is not a plain .dll file name; it must lie in the plugin's own folder");
        return manifest;
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 1000 } text
            ? text
            : throw Malformed($"lacks the text \"{name}\"");

    private static PluginLoadException Malformed(string problem, Exception? inner = null) =>
        new(PluginState.Malfunctioned, $"{FileName} {problem}", inner);

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[0-9]{1,4}\.[0-9]{1,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ContractPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.dll\z", RegexOptions.CultureInvariant)]
    private static partial Regex AssemblyPattern();
}
