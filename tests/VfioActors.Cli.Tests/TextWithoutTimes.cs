using System.Text.RegularExpressions;

namespace VfioActors.Cli.Tests;

/// <summary>Text of the program in which no number depends on the machine.</summary>
internal static class TextWithoutTimes
{
    public static string Of(string text) => Regex.Replace(text, @"\d+\.\d\d s", "TIME");
}
