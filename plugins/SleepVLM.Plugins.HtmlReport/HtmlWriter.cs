using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>Collects HTML. Whatever stands in the holes of an interpolated string is escaped: rationales are what a model wrote.</summary>
internal sealed class HtmlWriter(Stream output)
{
    private readonly StringBuilder _pending = new();

    /// <summary>Adds markup; the values in its holes become text.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        // The handler has written everything already.
    }

    /// <summary>Adds text that is known to be safe as it stands.</summary>
    public void Raw(string text) => _pending.Append(text);

    /// <summary>Hands what was collected to the stream.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(_pending.ToString()), cancellationToken);
        _pending.Clear();
    }

    [InterpolatedStringHandler]
    internal readonly ref struct Markup(int literalLength, int formattedCount, HtmlWriter writer)
    {
        private readonly StringBuilder _builder = writer._pending.EnsureRoom(literalLength + 16 * formattedCount);

        public void AppendLiteral(string markup) => _builder.Append(markup);

        public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

        public void AppendFormatted<T>(T value, string? format) => _builder.Append(WebUtility.HtmlEncode(
            value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()));
    }
}

internal static class StringBuilderRoom
{
    public static StringBuilder EnsureRoom(this StringBuilder builder, int more)
    {
        builder.EnsureCapacity(builder.Length + more);
        return builder;
    }
}
