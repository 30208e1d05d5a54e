using System.Globalization;
using System.Net;
using System.Text;

namespace VfioActors.Storm.Pages;

/// <summary>A plot as inline SVG: a frame with scales, in which lines and bars are drawn.</summary>
/// <param name="title">What it shows, for those who cannot see it too.</param>
/// <param name="height">The height of the plot in its own units; the width is <see cref="Width"/>.</param>
internal sealed class Plot(string title, double height)
{
    internal const double Width = 720;
    internal const double Left = 72;
    internal const double Right = 32;
    internal const double Top = 12;
    internal const double Bottom = 28;

    private readonly StringBuilder _svg = new();

    internal double Height => height;

    /// <summary>The width between the scales.</summary>
    internal static double Span => Width - Left - Right;

    /// <summary>The height between the scales.</summary>
    internal double Rise => height - Top - Bottom;

    /// <summary>A number as SVG writes it.</summary>
    internal static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A whole number for people: 1,234,567.</summary>
    internal static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number for people: 1.2 M, 34 k, 5.</summary>
    internal static string Short(double number) => number switch
    {
        >= 1e12 => $"{Number(number / 1e12)} T",
        >= 1e9 => $"{Number(number / 1e9)} G",
        >= 1e6 => $"{Number(number / 1e6)} M",
        >= 1e4 => $"{Number(number / 1e3)} k",
        _ => Number(number),
    };

    /// <summary>The least of 1, 2 or 5 times a power of ten that is not below a number.</summary>
    internal static double Ceiling(double number)
    {
        if (number <= 0) { return 1; }
        var power = Math.Pow(10, Math.Floor(Math.Log10(number)));
        double[] steps = [1, 2, 5, 10];
        return steps.First(step => step * power >= number * (1 - 1e-12)) * power;
    }

    internal void Line(string kind, (double X, double Y) from, (double X, double Y) to) => _svg.Append(
        $"<line class=\"{kind}\" x1=\"{Number(from.X)}\" y1=\"{Number(from.Y)}\" x2=\"{Number(to.X)}\" "
        + $"y2=\"{Number(to.Y)}\"/>\n");

    internal void Path(string kind, IEnumerable<(double X, double Y)> points) => _svg.Append(
        $"<polyline class=\"{kind}\" points=\""
        + string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}")) + "\"/>\n");

    internal void Bar(string kind, (double X, double Y) corner, (double Width, double Height) size, string tip) =>
        _svg.Append(
            $"<rect class=\"{kind}\" x=\"{Number(corner.X)}\" y=\"{Number(corner.Y)}\" width=\"{Number(size.Width)}\" "
            + $"height=\"{Number(size.Height)}\"><title>{WebUtility.HtmlEncode(tip)}</title></rect>\n");

    internal void Text(string kind, (double X, double Y) at, string text) => _svg.Append(
        $"<text class=\"{kind}\" x=\"{Number(at.X)}\" y=\"{Number(at.Y)}\">{WebUtility.HtmlEncode(text)}</text>\n");

    /// <summary>The scale on the left, with lines across.</summary>
    /// <param name="top">The value at the top; 0 is at the bottom.</param>
    internal void Scale(double top)
    {
        const int Parts = 4;
        for (var part = 0; part <= Parts; part++)
        {
            var y = Top + (Rise * (Parts - part) / Parts);
            Line("grid", (Left, y), (Width - Right, y));
            Text("left", (Left - 6, y + 4), Short(top * part / Parts));
        }
    }

    /// <summary>The plot as text.</summary>
    internal string Svg() =>
        $"<svg role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\" viewBox=\"0 0 {Number(Width)} "
        + $"{Number(height)}\">\n{_svg}</svg>\n";
}
