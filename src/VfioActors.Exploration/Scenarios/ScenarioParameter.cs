using System.Globalization;

namespace VfioActors.Exploration.Scenarios;

/// <summary>
/// Something that can be set in a scenario: a whole number between bounds, one of some words, or a text of a form.
/// </summary>
public sealed record ScenarioParameter
{
    private ScenarioParameter(string name, string summary, string standard) =>
        (Name, Summary, Default) = (name, summary, standard);

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>What it sets, in one line.</summary>
    public string Summary { get; }

    /// <summary>The value when nothing is said.</summary>
    public string Default { get; }

    /// <summary>The least number; 0 for a word or a text.</summary>
    public int Minimum { get; private init; }

    /// <summary>The greatest number; 0 for a word or a text.</summary>
    public int Maximum { get; private init; }

    /// <summary>The words to choose from; empty for a number.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>What a text looks like; null for a number and a word.</summary>
    public TextForm? Form { get; private init; }

    /// <summary>What is accepted, in words.</summary>
    public string Accepts => Words.Count > 0 ? string.Join("|", Words)
        : Form is not null ? Form.Accepts
        : $"{Minimum}..{Maximum}";

    /// <summary>A whole number.</summary>
    public static ScenarioParameter Number(string name, string summary, int standard, int minimum, int maximum) =>
        new(name, summary, standard.ToString(CultureInfo.InvariantCulture))
        {
            Minimum = minimum,
            Maximum = maximum,
        };

    /// <summary>One of some words, the first being the default.</summary>
    public static ScenarioParameter Word(string name, string summary, params IReadOnlyList<string> words) =>
        new(name, summary, words[0]) { Words = words };

    /// <summary>A text of a form.</summary>
    public static ScenarioParameter Text(string name, string summary, string standard, TextForm form) =>
        new(name, summary, standard) { Form = form };

    /// <summary>Whether a text is a value of this parameter.</summary>
    public bool IsValue(string text) =>
        Words.Count > 0 ? Words.Contains(text, StringComparer.Ordinal)
            : Form is not null ? Form.Fits(text)
            : IsNumber(text, out var number) && number >= Minimum && number <= Maximum;

    /// <summary>
    /// A number as it is written and no other way: without spaces, plus sign or leading zeros, so that equal parameters
    /// are equal texts in a trace.
    /// </summary>
    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && number.ToString(CultureInfo.InvariantCulture) == text;
}
