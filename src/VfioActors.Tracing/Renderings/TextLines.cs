namespace VfioActors.Tracing.Renderings;

/// <summary>Writes lines that end alike on every system.</summary>
internal static class TextLines
{
    /// <summary>Writes a line.</summary>
    public static void Put(this TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }

    /// <summary>Writes lines.</summary>
    public static void Put(this TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines) { output.Put(line); }
    }
}
