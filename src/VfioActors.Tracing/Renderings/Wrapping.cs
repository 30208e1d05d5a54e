namespace VfioActors.Tracing.Renderings;

/// <summary>Breaks text into lines of a width, at spaces where there are any.</summary>
internal static class Wrapping
{
    /// <summary>The columns of a mail to a kernel list.</summary>
    public const int MailWidth = 78;

    private const string GoodEnds = ",;:.)/";

    /// <summary>The lines of a text.</summary>
    /// <param name="lead">What the first line starts with, such as a label.</param>
    /// <param name="text">The text, in printable ASCII.</param>
    /// <param name="width">The columns of a line, more than those of the lead.</param>
    /// <param name="hang">How far the lines after the first are moved in.</param>
    public static IEnumerable<string> Lines(string lead, string text, int width, int hang)
    {
        var (indent, rest, least) = ("", lead + text, lead.Length);
        while (indent.Length + rest.Length > width)
        {
            var end = EndOf(rest, width - indent.Length, least);
            yield return indent + rest[..end].TrimEnd();
            rest = rest[end..].TrimStart();
            if (rest.Length == 0) { yield break; }
            (indent, least) = (new string(' ', hang), 0);
        }

        yield return (indent + rest).TrimEnd();
    }

    /// <summary>Where the first line of a text ends that has more than a line.</summary>
    private static int EndOf(string text, int room, int least)
    {
        var space = text.LastIndexOf(' ', room);
        if (space > least) { return space; }
        for (var end = room; end > int.Max(least, room / 2); end--)
        {
            if (GoodEnds.Contains(text[end - 1])) { return end; }
        }

        return room;
    }
}
