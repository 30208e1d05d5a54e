using VfioActors.Exploration.Strategies.Queues;

namespace VfioActors.Exploration.Tests.Strategies.Queues;

public sealed class ScratchFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vfioactors").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_stays_behind()
    {
        using (var file = ScratchFile.Open(_folder))
        {
            // Where a file can be without a name it has none, so that nothing stays of a program that is killed.
            if (!OperatingSystem.IsWindows()) { Assert.Empty(Directory.GetFiles(_folder)); }
            file.Position = 1 << 20;
            file.Write([1, 2, 3]);
            file.Position = (1 << 20) + 1;
            Assert.Equal(2, file.ReadByte());
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_is_missing_is_named()
    {
        var missing = Path.Combine(_folder, "missing");
        Assert.Equal($"there is no folder {missing} to write to",
            Assert.Throws<IOException>(() => ScratchFile.Open(missing)).Message);
    }
}
