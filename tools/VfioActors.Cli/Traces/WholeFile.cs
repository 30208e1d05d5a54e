namespace VfioActors.Cli.Traces;

/// <summary>Writes a file beside its name and renames it: it is never there by half.</summary>
internal static class WholeFile
{
    /// <summary>Writes text.</summary>
    public static void Write(string path, Action<TextWriter> write)
    {
        if (Directory.Exists(path)) { throw new UsageException($"{path} is a directory, and a file is expected"); }
        var beside = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (StreamWriter output = new(beside)) { write(output); }
            File.Move(beside, path, overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{path} cannot be written: its folder does not exist");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Remove(beside);
            throw new UsageException($"{path} cannot be written: {failure.Message}");
        }
    }

    private static void Remove(string beside)
    {
        try
        {
            File.Delete(beside);
        }
        catch (IOException)
        {
            // What could not be written is reported; that a rest stays behind is the lesser evil.
        }
    }
}
