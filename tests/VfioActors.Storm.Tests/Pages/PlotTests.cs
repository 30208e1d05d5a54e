using System.Globalization;
using System.Text.RegularExpressions;
using VfioActors.Storm.Pages;

namespace VfioActors.Storm.Tests.Pages;

/// <summary>Scales have a few lines at round numbers, and the first that is not below the greatest value.</summary>
public sealed class PlotTests
{
    [Theory]
    [InlineData(0, "0 1")]
    [InlineData(3, "0 1 2 3")]
    [InlineData(10, "0 5 10")]
    [InlineData(90, "0 50 100")]
    [InlineData(4000, "0 1000 2000 3000 4000")]
    public void The_scale_on_the_left_has_few_round_numbers(double most, string expected)
    {
        Plot plot = new("p", 200);
        var top = plot.Scale(most, "things");
        Assert.Equal(expected, Numbers(plot, "left"));
        Assert.Equal(expected.Split(' ')[^1], top.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(6, "0 1 2 3 4 5 6")]
    [InlineData(10, "0 2 4 6 8 10")]
    [InlineData(29, "0 5 10 15 20 25")]
    public void So_has_time(double ends, string expected)
    {
        Plot plot = new("p", 200);
        plot.Times(ends);
        Assert.Equal(expected, Numbers(plot, "below"));
    }

    private static string Numbers(Plot plot, string kind) => string.Join(' ',
        Regex.Matches(plot.Svg(), $"<text class=\"{kind}\"[^>]*>([^<]*)</text>").Select(found => found.Groups[1].Value));
}
