using System.Text.RegularExpressions;

namespace VfioActors.Exploration.Scenarios;

/// <summary>What the text of a parameter looks like.</summary>
/// <param name="Expression">The regular expression that matches all of it, from ^ to $.</param>
/// <param name="Accepts">The same in words, for whoever wrote something else.</param>
/// <param name="LengthMax">How many characters it may have.</param>
public sealed record TextForm(string Expression, string Accepts, int LengthMax)
{
    /// <summary>Whether a text looks like this. Takes time in proportion to its length, whatever it is.</summary>
    public bool Fits(string text) =>
        text.Length <= LengthMax && Regex.IsMatch(text, Expression, RegexOptions.NonBacktracking);
}
