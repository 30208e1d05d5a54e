using System.Text;
using System.Text.RegularExpressions;

namespace VfioActors.Races.Litmus;

/// <summary>
/// The body of a thread of a litmus file as a race file has it: what the thread is given are pointers to shared
/// variables, which a race file calls by their names; registers that are nowhere declared are declared.
/// </summary>
/// <param name="variables">The shared variables.</param>
/// <param name="thread">The thread.</param>
internal sealed class LitmusBody(LitmusVariables variables, LitmusThread thread)
{
    private const RegexOptions Usual = RegexOptions.CultureInvariant;

    private const string Loads = @"READ_ONCE|rcu_dereference|smp_load_acquire|lockless_dereference|xchg\w*";

    private static readonly Regex Token = new(@"[A-Za-z_]\w*|\d\w*|->|==|\s+|.", Usual | RegexOptions.Singleline);
    private static readonly Regex Assigned = new(
        @"(?<![\w>.*&]|\*\s)(?<name>[A-Za-z_]\w*)\s*=(?!=)(?<value>[^;]*)", Usual);

    private static readonly Regex Declared = new(
        @"(?<=^|[;{}])\s*(?<type>(?:struct\s+\w+|\w+)(?:\s+\w+)*?)(?<stars>[\s*]*[\s*])(?<name>[A-Za-z_]\w*)\s*"
        + @"(?<more>(?:=[^;,]*)?(?:,[^;]*)?);",
        Usual);

    private static readonly Regex Further = new(@",(?<stars>[\s*]*)(?<name>\w+)(?=\s*[,=]|\s*$)", Usual);
    private static readonly string[] NoTypes = ["return", "goto", "else", "case", "do"];
    private readonly SortedDictionary<string, (string Type, int Stars)> _registers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = [.. LitmusVariables.NamesOf(thread)];

    /// <summary>The type and the stars of each register.</summary>
    internal IReadOnlyDictionary<string, (string Type, int Stars)> Registers => _registers;

    /// <summary>The body in braces, with as many lines as it had.</summary>
    /// <param name="text">What stands between the braces.</param>
    /// <param name="kept">The registers that are asked for in the end.</param>
    internal string InRaceFile(string text, IReadOnlyCollection<string> kept)
    {
        Declare(text);
        StringBuilder made = new("{ ");
        var starts = variables.RegistersOf(thread.Number).ToList();
        foreach (var (name, value) in starts.Where(one => !_registers.ContainsKey(one.Name)))
        {
            var isPointer = value.StartsWith("(&", StringComparison.Ordinal);
            _registers[name] = ("int", isPointer ? 1 : 0);
            made.Append($"int {(isPointer ? "*" : "")}{name} = {value}; ");
        }

        foreach (var (name, value) in Undeclared(text))
        {
            var stars = StarsOf(value);
            _registers[name] = ("int", stars);
            made.Append($"int {new string('*', stars)}{name}; ");
        }

        made.Append(Named(text));
        foreach (var name in kept) { made.Append($"{LitmusCondition.Kept(thread.Number, name)} = {name}; "); }
        return made.Append('}').ToString();
    }

    private void Declare(string text)
    {
        foreach (Match match in Declared.Matches(text))
        {
            var type = match.Groups["type"].Value;
            if (NoTypes.Contains(type.Split(' ')[0])) { continue; }
            var stars = match.Groups["stars"].Value.Count(one => one == '*');
            _registers.TryAdd(match.Groups["name"].Value, (type, stars));
            foreach (Match more in Further.Matches(match.Groups["more"].Value))
            {
                var own = more.Groups["stars"].Value.Count(one => one == '*');
                _registers.TryAdd(more.Groups["name"].Value, (type, own));
            }
        }
    }

    private List<(string Name, string Value)> Undeclared(string text) =>
    [
        .. Assigned.Matches(text).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value))
            .Where(one => !_registers.ContainsKey(one.Item1) && !_shared.Contains(one.Item1))
            .DistinctBy(one => one.Item1),
    ];

    /// <summary>A register that is given what a pointer holds is a pointer.</summary>
    private int StarsOf(string value) => _shared
        .Where(name => Regex.IsMatch(value, $@"\b(?:{Loads})\s*\(\s*\*?\s*{name}\b", Usual))
        .Select(name => variables.All[name].Stars).DefaultIfEmpty(0).Max();

    private string Named(string text)
    {
        List<string> made = [];
        foreach (Match match in Token.Matches(text))
        {
            var word = match.Value;
            var isShared = _shared.Contains(word) && !_registers.ContainsKey(word)
                && Last(made, 0) is not ("." or "->");
            if (!isShared) { made.Add(word); }
            else if (IsFollowed(made)) { made[IndexOfLast(made)] = ""; made.Add(word); }
            else { made.Add(variables.ValueOf(word)); }
        }

        return string.Concat(made);
    }

    /// <summary>Whether a star stands before it that follows a pointer, and does not multiply.</summary>
    private static bool IsFollowed(List<string> made)
    {
        if (Last(made, 0) != "*") { return false; }
        var before = Last(made, 1);
        return before is "" or "return" || !(char.IsLetterOrDigit(before[^1]) || before[^1] is '_' or ')');
    }

    private static string Last(List<string> made, int skipped) =>
        made.Where(one => !string.IsNullOrWhiteSpace(one)).Reverse().Skip(skipped).FirstOrDefault("");

    private static int IndexOfLast(List<string> made) => made.FindLastIndex(one => !string.IsNullOrWhiteSpace(one));
}
