namespace VfioActors.Tracing.Files;

/// <summary>Text that is fit for a mail and harmless on a terminal.</summary>
internal static class Plain
{
    /// <summary>The text in printable ASCII: white space becomes a space, all else a question mark.</summary>
    public static string Ascii(string text) =>
        text.All(IsPlain) ? text : string.Concat(text.Select(one => IsPlain(one) ? one : Replacement(one)));

    private static char Replacement(char one) => char.IsWhiteSpace(one) ? ' ' : '?';

    private static bool IsPlain(char one) => one is >= ' ' and <= '~';
}
