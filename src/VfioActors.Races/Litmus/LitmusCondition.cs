using System.Globalization;
using System.Text.RegularExpressions;

namespace VfioActors.Races.Litmus;

/// <summary>
/// The condition of a litmus file in the operators of C. What a register has in the end is kept in a shared variable
/// of its own, which nobody else looks at.
/// </summary>
/// <param name="variables">The shared variables.</param>
internal sealed class LitmusCondition(LitmusVariables variables)
{
    private const RegexOptions Usual = RegexOptions.CultureInvariant;

    private static readonly Regex Register = new(@"(?<thread>\d+)\s*:\s*(?<name>[A-Za-z_]\w*)", Usual);
    private static readonly Regex Word = new(@"(?<before>==|=|!=)\s*(?<name>[A-Za-z_]\w*)", Usual);
    private static readonly Regex Left = new(@"(?<![\w=]|=\s)[A-Za-z_]\w*(?=\s*(?:=|!=))", Usual);
    private static readonly Regex Place = new(@"\[\s*(?<name>[A-Za-z_]\w*)\s*\]|\*(?<name>[A-Za-z_]\w*)", Usual);
    private static readonly Regex Equal = new(@"(?<![=!<>])=(?!=)", Usual);

    private readonly SortedSet<(int Thread, string Name)> _registers = [];

    /// <summary>The registers that the conditions ask for.</summary>
    internal IEnumerable<(int Thread, string Name)> Registers => _registers;

    /// <summary>The registers of a thread that the conditions ask for.</summary>
    internal IEnumerable<string> RegistersOf(int thread) =>
        _registers.Where(one => one.Thread == thread).Select(one => one.Name);

    /// <summary>The variable that keeps a register.</summary>
    internal static string Kept(int thread, string register) =>
        string.Create(CultureInfo.InvariantCulture, $"P{thread}_{register}");

    /// <summary>A condition in C.</summary>
    internal string InC(string text)
    {
        var made = text.Replace(@"/\", " && ", StringComparison.Ordinal)
            .Replace(@"\/", " || ", StringComparison.Ordinal)
            .Replace('~', '!').Replace('\n', ' ').Replace('\r', ' ').Replace(";", "", StringComparison.Ordinal);
        made = Regex.Replace(made, @"\bnot\b", "!", Usual);
        made = Register.Replace(made, Keep);
        made = Place.Replace(made, match => match.Groups["name"].Value);
        made = Left.Replace(made, match => variables.Read(match.Value));
        made = Word.Replace(made, match => Valued(match.Groups["before"].Value, match.Groups["name"].Value));
        return Equal.Replace(made, "==").Trim();
    }

    private string Keep(Match match)
    {
        var thread = int.TryParse(match.Groups["thread"].Value, out var number) ? number : 0;
        var name = match.Groups["name"].Value;
        _registers.Add((thread, name));
        return Kept(thread, name);
    }

    private string Valued(string sign, string name) => $"{sign} {variables.ValueOf(name)}";
}
