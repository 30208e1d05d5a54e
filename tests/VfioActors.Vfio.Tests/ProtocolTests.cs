using System.Reflection;
using VfioActors.Behaviors;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests;

/// <summary>What holds for every message of the house.</summary>
public sealed class ProtocolTests
{
    public static TheoryData<string> Messages =>
        [.. typeof(Pfn).Assembly.GetTypes().Where(IsMessage).Select(type => type.FullName!)];

    /// <summary>The first use of a kind measures its words.</summary>
    [Theory, MemberData(nameof(Messages))]
    public void A_message_fits_and_has_no_padding(string name)
    {
        var type = typeof(Pfn).Assembly.GetType(name)!;
        var kind = typeof(MessageKind).GetMethod(nameof(MessageKind.Of), BindingFlags.Static | BindingFlags.Public)!
            .MakeGenericMethod(type).Invoke(null, null);
        Assert.Equal(type.Name, Assert.IsType<MessageKind>(kind, exactMatch: false).ShortName);
    }

    private static bool IsMessage(Type type) => type.IsValueType && typeof(IMessage).IsAssignableFrom(type);
}
