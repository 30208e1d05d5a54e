namespace VfioActors.Cli.Tests;

/// <summary>Does something when a word is written for the first time.</summary>
internal sealed class EndingWriter(string word, Action end) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        if (value?.Contains(word, StringComparison.Ordinal) == true) { end(); }
    }
}
