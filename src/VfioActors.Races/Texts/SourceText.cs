using System.Security.Cryptography;
using System.Text;

namespace VfioActors.Races.Texts;

/// <summary>The text of a race file, by lines.</summary>
public sealed class SourceText
{
    /// <summary>A file of more characters is refused before it is looked at.</summary>
    public const int LengthMax = 256 * 1024;

    private readonly List<int> _starts = [0];

    /// <param name="name">How people call the file; also in traces.</param>
    /// <param name="text">What is in it.</param>
    public SourceText(string name, string text)
    {
        (Name, Text) = (name, text);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n') { _starts.Add(at + 1); }
        }
    }

    /// <summary>How people call the file.</summary>
    public string Name { get; }

    /// <summary>What is in it.</summary>
    public string Text { get; }

    /// <summary>How many lines it has.</summary>
    public int LineCount => _starts.Count;

    /// <summary>The first sixteen digits of the SHA-256 of the text: a trace names the text that it is of.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..16];

    /// <summary>The number of the line of a place, from 1.</summary>
    public int LineOf(int start)
    {
        var at = _starts.BinarySearch(start);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>The column of a place in its line, from 1; a tab is one column.</summary>
    public int ColumnOf(int start) => start - _starts[LineOf(start) - 1] + 1;

    /// <summary>The place of the first character of a line.</summary>
    /// <param name="number">From 1; a line that there is.</param>
    internal int StartOf(int number) => _starts[number - 1];

    /// <summary>A line without its end; empty when there is no such line.</summary>
    /// <param name="number">From 1.</param>
    public string Line(int number)
    {
        if (number < 1 || number > LineCount) { return ""; }
        var end = number < LineCount ? _starts[number] : Text.Length;
        return Text[_starts[number - 1]..end].TrimEnd('\n', '\r');
    }
}
