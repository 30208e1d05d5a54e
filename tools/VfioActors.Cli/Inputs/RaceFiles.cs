using VfioActors.Cli.Terminals;
using VfioActors.Races.Files;

namespace VfioActors.Cli.Inputs;

/// <summary>Race files as scenarios.</summary>
internal static class RaceFiles
{
    /// <summary>Whether a name is that of a race file, or of a litmus file.</summary>
    public static bool IsOne(string name) =>
        name.EndsWith(RaceFile.Extension, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(RaceFile.LitmusExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a race file.</summary>
    /// <exception cref="UsageException">
    /// It is not there, or not as it should be; all of what is wrong is said.
    /// </exception>
    public static RaceScenario Load(string path)
    {
        try
        {
            return new(RaceFile.Load(path));
        }
        catch (RaceFileException failure)
        {
            throw Refused(failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(failure switch
            {
                _ when Directory.Exists(path) => $"{path} is a directory, and a file is expected",
                FileNotFoundException or DirectoryNotFoundException => $"{path} is not there",
                _ => $"{path} cannot be read: {failure.Message}",
            });
        }
    }

    /// <summary>What is wrong with a file, as a compiler says it.</summary>
    public static UsageException Refused(RaceFileException failure) =>
        new(failure.Message) { Lines = [.. failure.Lines] };
}
