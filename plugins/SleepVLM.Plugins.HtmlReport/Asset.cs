using System.Security.Cryptography;
using System.Text;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>A text that travels inside the plugin: the report's style sheet and script.</summary>
internal sealed class Asset
{
    public static readonly Asset Style = new("report.css");
    public static readonly Asset Script = new("report.js");

    private Asset(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        Text = reader.ReadToEnd().ReplaceLineEndings("\n");
        PolicyHash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";
    }

    public string Text { get; }

    /// <summary>How a content security policy names it.</summary>
    public string PolicyHash { get; }
}
