using System.Text.RegularExpressions;
using VfioActors.Races.Texts;

namespace VfioActors.Races.Litmus;

/// <summary>
/// The parts of a file in the C litmus format of tools/memory-model, Linux 6.6: a head that begins with C, an init
/// block, threads, and a condition on what is left at the end.
/// </summary>
internal sealed class LitmusParts
{
    /// <summary>How the complaint about another language begins.</summary>
    internal const string NotOfC = "a litmus file of the C format begins with C";

    private static readonly Regex Head = new(@"\G\s*P(\d+)\s*\(", RegexOptions.CultureInvariant);
    private static readonly Regex Condition = new(
        @"(?<kind>~\s*exists|\bexists|\bforall)\s*(?<what>.*)\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant);
    private static readonly Regex Sieve = new(
        @"\bfilter\b(?<what>.*?)(?=~\s*exists|\bexists|\bforall)",
        RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private readonly DiagnosticBag _problems;

    /// <param name="source">The file.</param>
    /// <param name="problems">Told why it cannot be read.</param>
    internal LitmusParts(SourceText source, DiagnosticBag problems)
    {
        _problems = problems;
        Text = LitmusComments.Blanked(source.Text);
        Read();
    }

    /// <summary>The file without its comments: each is as many blanks.</summary>
    internal string Text { get; }

    /// <summary>Where the braces of the init block stand.</summary>
    internal (int Open, int Close) Init { get; private set; }

    /// <summary>The threads in the order of the file.</summary>
    internal List<LitmusThread> Threads { get; } = [];

    /// <summary>What is asked of the end: exists, ~exists or forall.</summary>
    internal string Kind { get; private set; } = "";

    /// <summary>The condition that is asked for.</summary>
    internal string Asked { get; private set; } = "";

    /// <summary>Which ends are looked at; empty for all.</summary>
    internal string Filter { get; private set; } = "";

    /// <summary>Where the condition begins.</summary>
    internal int Tail { get; private set; }

    /// <summary>Whether a thread names a register, or the init block gives it a value.</summary>
    internal bool Sets(int thread, string name)
    {
        Regex word = new($@"\b{name}\b", RegexOptions.CultureInvariant);
        return Threads.Exists(one => one.Number == thread
            && (word.IsMatch(Text[one.Body.Open..one.Body.Close]) || word.IsMatch(Text[Init.Open..Init.Close])));
    }

    private void Read()
    {
        var word = Text.TrimStart();
        if (!word.StartsWith("C ", StringComparison.Ordinal) && !word.StartsWith("C\t", StringComparison.Ordinal))
        {
            var kind = word.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("nothing");
            _problems.Add(new(Text.Length - word.Length, kind.Length), $"{NotOfC}, this with {kind}");
            return;
        }

        var open = Text.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : Closing(open);
        if (close < 0)
        {
            _problems.Add(new(Math.Max(open, 0), 1), "expected an init block in braces");
            return;
        }

        Init = (open, close);
        ReadThreads(close + 1);
    }

    private void ReadThreads(int at)
    {
        while (Head.Match(Text, at) is { Success: true } head)
        {
            var start = head.Groups[1].Index - 1;
            var end = Text.IndexOf(')', head.Index + head.Length);
            var open = end < 0 ? -1 : Text.IndexOf('{', end);
            var close = open < 0 ? -1 : Closing(open);
            if (close < 0 || !int.TryParse(head.Groups[1].Value, out var number))
            {
                _problems.Add(new(start, 2), "expected the parameters of a thread and its body in braces");
                return;
            }

            Threads.Add(new(number, start, Text[(head.Index + head.Length)..end], (open, close)));
            at = close + 1;
        }

        Tail = at;
        ReadCondition(at);
    }

    private void ReadCondition(int at)
    {
        var rest = Text[at..];
        var asked = Condition.Match(rest);
        if (Threads.Count == 0 || !asked.Success)
        {
            var first = at + (rest.Length - rest.TrimStart().Length);
            _problems.Add(
                new(Math.Min(first, Text.Length), 1),
                Threads.Count == 0 ? "expected a thread such as P0(int *x) { }" : "expected exists, ~exists or forall");
            return;
        }

        Kind = asked.Groups["kind"].Value.Replace(" ", "", StringComparison.Ordinal);
        Asked = asked.Groups["what"].Value;
        Filter = Sieve.Match(rest).Groups["what"].Value;
        Tail = at + asked.Index;
    }

    private int Closing(int open)
    {
        var depth = 0;
        for (var at = open; at < Text.Length; at++)
        {
            if (Text[at] == '{') { depth++; }
            if (Text[at] == '}' && --depth == 0) { return at; }
        }

        return -1;
    }
}
