using VfioActors.Tracing.Files;

namespace VfioActors.Exploration.Strategies.Queues;

/// <summary>A file for what one search does not hold in memory.</summary>
/// <remarks>
/// Nothing stays behind, however the program ends. Where a file can be without a name it loses its name at once, and is
/// gone with whoever has it open; on Windows the system removes it when it is closed, by whom ever.
/// </remarks>
internal static class ScratchFile
{
    /// <summary>The folder, when nobody says another one.</summary>
    internal static string UsualFolder => Path.GetTempPath();

    /// <summary>Opens a new file.</summary>
    /// <exception cref="IOException">It cannot be made there. The message says where and why, in one line.</exception>
    internal static Stream Open(string folder)
    {
        var path = Path.Combine(folder, $"vfioactors-{Path.GetRandomFileName()}");
        FileStreamOptions how = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        try
        {
            if (OperatingSystem.IsWindows())
            {
                how.Options = FileOptions.DeleteOnClose;
                return new FileStream(path, how);
            }

            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return WithoutName(new(path, how), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw new IOException(
                Directory.Exists(folder)
                    ? $"nothing can be written to the folder {folder}: {FileBeside.WhyOf(failure)}"
                    : $"there is no folder {folder} to write to",
                failure);
        }
    }

    private static FileStream WithoutName(FileStream file, string path)
    {
        try
        {
            File.Delete(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
