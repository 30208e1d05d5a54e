namespace VfioActors.Races.Tests;

/// <summary>
/// Changes texts at random: characters, words and lines are lost, doubled, swapped and put elsewhere.
/// </summary>
internal static class Mutation
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", ";", "*", "&", "->", "struct ", "int ", "if (", "else ", "while (1) ", "goto x;", "#ifdef A\n",
        "#endif\n", "0x", "9999999999999999999999", "\"", "/*", "*/", "//", "\0", "\u2028", "case 1:", "kzalloc(", "= {",
        "[", "]", "return ", "do ", ",", "?", ":", "<<", "x", "spin_lock(&l);", "list_for_each_entry(", "CPU9 {",
    ];

    /// <summary>A changed text.</summary>
    internal static string Of(string text, Random random)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--) { text = Once(text, random); }
        return text;
    }

    private static string Once(string text, Random random)
    {
        if (text.Length == 0) { return "x"; }
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 30), text.Length - at);
        var to = random.Next(text.Length);
        return random.Next(6) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            2 => text.Insert(to, text.Substring(at, length)),
            3 => text[..at] + (char)random.Next(1, 300) + text[(at + 1)..],
            4 => text[..at],
            _ => text.Remove(at, length).Insert(Math.Min(to, text.Length - length), text.Substring(at, length)),
        };
    }
}
