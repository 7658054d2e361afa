using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace SleepVLM.Engine.Evaluation.Plots;

/// <summary>Collects an SVG drawing; what stands in the holes of an interpolated string is escaped, numbers are written with two decimals at most.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    public SvgText(double widthPx, double heightPx, string title) => Add($"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {widthPx} {heightPx}" width="{widthPx}" height="{heightPx}" role="img" font-family="sans-serif" font-size="12">
        <title>{title}</title>
        <rect width="{widthPx}" height="{heightPx}" fill="#fff"/>

        """);

    public void Add([InterpolatedStringHandlerArgument("")] ref Drawing drawing)
    {
        // The handler has written everything already.
    }

    /// <summary>A line of text, centred unless anchored otherwise.</summary>
    public void Label(double x, double y, string text, string anchor = "middle", string colour = "#222") => Add($"""
        <text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{text}</text>

        """);

    /// <summary>The whole drawing.</summary>
    public string Close() => _text + "</svg>\n";

    [InterpolatedStringHandler]
    internal readonly ref struct Drawing
    {
        private readonly StringBuilder _builder;

        public Drawing(int literalLength, int formattedCount, SvgText owner)
        {
            _builder = owner._text;
            _builder.EnsureCapacity(_builder.Length + literalLength + 8 * formattedCount);
        }

        public void AppendLiteral(string markup) => _builder.Append(markup);

        public void AppendFormatted(double value) => _builder.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(string value) => _builder.Append(WebUtility.HtmlEncode(value));
    }
}
