using System.Globalization;

namespace VfioActors.Cli.Outputs;

/// <summary>Numbers as people read them.</summary>
internal static class Amount
{
    private const double ShownAsPercent = 0.000_01;

    /// <summary>Such as <c>12,345</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>0.04 s</c>.</summary>
    public static string Seconds(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>Such as <c>480 MB</c>, of 2^20 bytes each.</summary>
    public static string Bytes(long number) => $"{Number((number + (1 << 19)) >> 20)} MB";

    /// <summary>Such as <c>12.5 %</c>, and of a very small share <c>1.2e-7</c>.</summary>
    public static string Percent(double share) =>
        share >= ShownAsPercent
            ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.###} %")
            : string.Create(CultureInfo.InvariantCulture, $"{share:0.0e+0}");

    /// <summary>Such as <c>2.1 M runs/s</c>.</summary>
    public static string Rate(long number, double seconds, string many)
    {
        var rate = seconds > 0 ? number / seconds : 0;
        return rate >= 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.0} M {many}/s")
            : string.Create(CultureInfo.InvariantCulture, $"{rate / 1e3:0.0} k {many}/s");
    }
}
