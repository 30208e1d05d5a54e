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
    internal const double Left = 84;
    internal const double Right = 32;
    internal const double Top = 16;
    internal const double Bottom = 44;

    /// <summary>About so many lines across, and so many marks along the bottom.</summary>
    private const int Parts = 4;
    private const int PartsOfTime = 6;

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
    internal static double Step(double number)
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

    /// <summary>The scale on the left, with lines across at round numbers.</summary>
    /// <param name="most">The greatest value that is drawn; 0 is at the bottom.</param>
    /// <param name="axis">What is counted.</param>
    /// <returns>The value at the top.</returns>
    internal double Scale(double most, string axis)
    {
        var step = Step(most / Parts);
        var parts = Math.Max(1, (int)Math.Ceiling((most / step) - 1e-9));
        for (var part = 0; part <= parts; part++)
        {
            var y = Top + (Rise * (parts - part) / parts);
            Line("grid", (Left, y), (Width - Right, y));
            Text("left", (Left - 6, y + 4), Short(step * part));
        }

        var (x, middle) = (Number(14), Number(Top + (Rise / 2)));
        _svg.Append($"<text class=\"axis\" x=\"{x}\" y=\"{middle}\" transform=\"rotate(-90 {x} {middle})\">"
            + $"{WebUtility.HtmlEncode(axis)}</text>\n");
        return step * parts;
    }

    /// <summary>Marks along the bottom at round times.</summary>
    /// <param name="ends">The time at the right end, in seconds.</param>
    internal void Times(double ends)
    {
        var step = Step(ends / PartsOfTime);
        for (var part = 0; part * step <= ends * (1 + 1e-9); part++)
        {
            var x = Left + (Span * part * step / ends);
            Line("grid", (x, Height - Bottom), (x, Height - Bottom + 4));
            Text("below", (x, Height - Bottom + 18), Number(part * step));
        }

        Below("seconds since the beginning");
    }

    /// <summary>What the scale at the bottom means.</summary>
    internal void Below(string axis) => Text("axis", (Left + (Span / 2), Height - 6), axis);

    /// <summary>The plot as text.</summary>
    internal string Svg() =>
        $"<svg role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\" viewBox=\"0 0 {Number(Width)} "
        + $"{Number(height)}\">\n{_svg}</svg>\n";
}
