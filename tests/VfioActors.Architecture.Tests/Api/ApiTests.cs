using System.Reflection;
using VfioActors.Architecture.Tests.Sources;
using VfioActors.Testing;

namespace VfioActors.Architecture.Tests.Api;

/// <summary>
/// What packages show is written down, so that a change of it is seen. A difference leaves a <c>.received.txt</c>
/// beside the file: look at it, and rename it.
/// </summary>
public sealed class ApiTests
{
    [Fact]
    public void What_every_assembly_shows_is_in_its_file()
    {
        List<Exception> differences = [];
        foreach (var assembly in Repository.Assemblies)
        {
            try
            {
                Golden.Verify("Api", ApiListing.Of(assembly), assembly.GetName().Name!);
            }
            catch (InvalidDataException difference)
            {
                differences.Add(new InvalidDataException(difference.Message.Split('\n')[0]));
            }
        }

        if (differences.Count > 0) { throw new AggregateException(differences); }
    }

    [Fact]
    public void No_file_is_of_an_assembly_that_is_gone()
    {
        var names = Repository.Assemblies.Select(assembly => assembly.GetName().Name);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder!.GetFiles("*.csproj").Length == 0) { folder = folder.Parent; }
        var files = folder.GetDirectories("Api").Single().GetFiles("*.verified.txt");
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            files.Select(file => file.Name[..^".verified.txt".Length]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_listing_has_types_with_what_they_stand_on_and_members_with_their_types()
    {
        var listing = ApiListing.Of(Assembly.Load("VfioActors.Behaviors")).Split('\n');
        Assert.Contains("interface VfioActors.Behaviors.IMessage", listing);
        Assert.Contains("readonly struct VfioActors.Behaviors.Chosen : IEquatable<Chosen>, IMessage", listing);
        Assert.Contains("    public ActorId Next { get; }", listing);
        Assert.DoesNotContain(listing, line => line.Contains("MessageKinds", StringComparison.Ordinal));
    }
}
