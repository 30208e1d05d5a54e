using System.Runtime.CompilerServices;

namespace VfioActors.Testing;

/// <summary>
/// Compares text for people with a file in the folder of the test; what was received is written beside it.
/// </summary>
public static class Golden
{
    public static void Verify(string folder, string text, [CallerMemberName] string test = "")
    {
        var verified = Path.Combine(FolderOf(folder), $"{test}.verified.txt");
        var received = Path.Combine(FolderOf(folder), $"{test}.received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n").TrimEnd('\n') : null;
        if (expected == text.TrimEnd('\n'))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        throw new InvalidDataException($"{test}.received.txt differs from {test}.verified.txt:\n{text}");
    }

    /// <summary>Where a folder of the project of the tests is that run.</summary>
    public static string FolderOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("*.csproj").Length == 0)
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the tests run outside of their project");
        }

        return Path.Combine(folder.FullName, name);
    }
}
