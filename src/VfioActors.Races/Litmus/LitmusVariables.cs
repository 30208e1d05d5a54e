using System.Text.RegularExpressions;

namespace VfioActors.Races.Litmus;

/// <summary>The shared variables of a litmus file: what its threads are given, and what its init block says.</summary>
internal sealed class LitmusVariables
{
    private const RegexOptions Usual = RegexOptions.CultureInvariant;

    private static readonly Regex Parameter = new(
        @"^(?<type>(?:\w+\s+)*\w+)\s*(?<stars>[\s*]*\*)\s*(?<name>\w+)$", Usual);

    private static readonly Regex Entry = new(
        @"^(?:(?<type>(?:\w+\s+)*\w+)(?<stars>[\s*]*[\s*]))?(?<name>\w+)\s*(?<length>\[[^\]]*\])?"
        + @"(?:\s*=\s*(?<value>.*))?$",
        Usual | RegexOptions.Singleline);

    private static readonly Regex Register = new(
        @"^(?:[\w\s*]*[\s*])?(?<thread>\d+)\s*:\s*(?<name>\w+)\s*=\s*(?<value>.*)$", Usual | RegexOptions.Singleline);

    private static readonly Regex Name = new(@"^[A-Za-z_]\w*$", Usual);
    private static readonly Regex Mark = new(@"\b(?:volatile|const|__unused)\b", Usual);

    private readonly SortedDictionary<string, LitmusVariable> _all = new(StringComparer.Ordinal);
    private readonly List<(int Thread, string Name, string Value)> _registers = [];

    /// <param name="parts">The file.</param>
    internal LitmusVariables(LitmusParts parts)
    {
        foreach (var thread in parts.Threads)
        {
            foreach (var one in thread.Parameters.Split(',')) { Add(Parameter.Match(Plain(one))); }
        }

        var init = parts.Text[(parts.Init.Open + 1)..parts.Init.Close];
        foreach (var one in init.Split(';')) { Say(Plain(one)); }
        foreach (var one in _all.Values.ToList()) { Point(one.Value, one.Stars - 1); }
        foreach (var (_, _, value) in _registers) { Point(value, 0); }
    }

    /// <summary>The variables by their names.</summary>
    internal IReadOnlyDictionary<string, LitmusVariable> All => _all;

    /// <summary>What registers start with.</summary>
    internal IEnumerable<(string Name, string Value)> RegistersOf(int thread) =>
        _registers.Where(one => one.Thread == thread).Select(one => (one.Name, ValueOf(one.Value)));

    /// <summary>The declarations, as a race file has them, on one line; pointers last.</summary>
    internal string Declarations() => string.Concat(
        _all.OrderBy(one => one.Value.Stars).Select(one => Declaration(one.Key, one.Value)));

    /// <summary>The parameters of a thread that are shared variables.</summary>
    internal static IEnumerable<string> NamesOf(LitmusThread thread) =>
        thread.Parameters.Split(',').Select(one => Parameter.Match(Plain(one)))
            .Where(match => match.Success).Select(match => match.Groups["name"].Value);

    /// <summary>How a variable is read in a condition.</summary>
    internal string Read(string name) =>
        _all.TryGetValue(name, out var known) && known is { Type: "atomic_t", Stars: 0, Length: "" }
            ? $"atomic_read(&{name})"
            : name;

    /// <summary>A value that may be the name of a variable, which stands for its address.</summary>
    internal string ValueOf(string value)
    {
        var plain = value.Trim();
        return _all.TryGetValue(plain, out var known) ? known.Length.Length > 0 ? plain : $"(&{plain})" : plain;
    }

    /// <summary>What only a value names is a variable too.</summary>
    private void Point(string value, int stars)
    {
        var name = value.Trim().TrimStart('&');
        if (stars >= 0 && Name.IsMatch(name)) { _all.TryAdd(name, new("int", stars)); }
    }

    private static string Plain(string text) => Mark.Replace(text, "").Trim();

    private string Declaration(string name, LitmusVariable variable)
    {
        var initial = variable.Value.StartsWith("ATOMIC_INIT", StringComparison.Ordinal)
            ? variable.Value["ATOMIC_INIT".Length..]
            : ValueOf(variable.Value);
        var isNumber = variable.Stars > 0
            || (variable.Type != "spinlock_t" && !variable.Type.StartsWith("struct ", StringComparison.Ordinal));
        var starts = initial.Length == 0 || !isNumber ? "" : $" = {initial}";
        return $"{variable.Type} {new string('*', variable.Stars)}{name}{variable.Length}{starts}; ";
    }

    private void Add(Match match)
    {
        if (!match.Success) { return; }
        var stars = match.Groups["stars"].Value.Count(one => one == '*') - 1;
        _all.TryAdd(match.Groups["name"].Value, new(match.Groups["type"].Value, stars));
    }

    private void Say(string text)
    {
        if (Register.Match(text) is { Success: true } register)
        {
            var thread = int.TryParse(register.Groups["thread"].Value, out var number) ? number : -1;
            _registers.Add((thread, register.Groups["name"].Value, register.Groups["value"].Value));
            return;
        }

        if (Entry.Match(text) is not { Success: true } entry) { return; }
        var name = entry.Groups["name"].Value;
        var known = _all.GetValueOrDefault(name) ?? new("int", 0);
        if (entry.Groups["type"].Success)
        {
            known = new(entry.Groups["type"].Value, entry.Groups["stars"].Value.Count(one => one == '*'));
        }

        _all[name] = known with { Length = entry.Groups["length"].Value, Value = entry.Groups["value"].Value.Trim() };
    }
}
