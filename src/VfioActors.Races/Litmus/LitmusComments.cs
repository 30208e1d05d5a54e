namespace VfioActors.Races.Litmus;

/// <summary>The comments of a litmus file: those of OCaml, which may hold others, and those of C.</summary>
internal static class LitmusComments
{
    /// <summary>A text with a blank for each character of a comment; lines stay.</summary>
    internal static string Blanked(string text)
    {
        var left = text.ToCharArray();
        var (at, depth) = (0, 0);
        while (at < text.Length)
        {
            var end = EndOf(text, at, isCode: depth > 0);
            if (end < 0)
            {
                depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
                at++;
                continue;
            }

            for (; at < end; at++)
            {
                if (left[at] is not '\n' and not '\r') { left[at] = ' '; }
            }
        }

        return new(left);
    }

    /// <summary>
    /// The first place behind a comment that begins here; -1 when none does. In code <c>(*x)</c> is an access.
    /// </summary>
    private static int EndOf(string text, int at, bool isCode)
    {
        var isOpen = Is(text, at, "(*") && (!isCode || (at + 2 < text.Length && char.IsWhiteSpace(text[at + 2])));
        if (isOpen) { return EndOfNested(text, at); }
        if (Is(text, at, "/*"))
        {
            var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
            return end < 0 ? text.Length : end + 2;
        }

        if (!Is(text, at, "//")) { return -1; }
        var line = text.IndexOf('\n', at);
        return line < 0 ? text.Length : line;
    }

    private static int EndOfNested(string text, int at)
    {
        var depth = 0;
        while (at < text.Length)
        {
            if (Is(text, at, "(*")) { (depth, at) = (depth + 1, at + 2); }
            else if (Is(text, at, "*)"))
            {
                (depth, at) = (depth - 1, at + 2);
                if (depth == 0) { return at; }
            }
            else { at++; }
        }

        return text.Length;
    }

    private static bool Is(string text, int at, string mark) =>
        string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0;
}
