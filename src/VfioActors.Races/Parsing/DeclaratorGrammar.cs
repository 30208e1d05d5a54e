using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using VfioActors.Races.Syntax;

namespace VfioActors.Races.Parsing;

/// <summary>Declarations of variables, those that the kernel writes as macros too.</summary>
/// <param name="expressions">For lengths and for what variables start with.</param>
internal sealed class DeclaratorGrammar(ExpressionGrammar expressions)
{
    /// <summary>An entry of a wait queue, which is that of the thread that puts it there.</summary>
    private const string WaitEntry = "wait_queue_entry";

    /// <summary>What its macros declare is there once, as its counters are.</summary>
    private const string Srcu = "srcu_struct";

    /// <summary>What is on or off, and the macro that declares one that is on.</summary>
    private const string StaticKey = "static_key", StaticKeyOn = "DEFINE_STATIC_KEY_TRUE";

    /// <summary>What begins with a number, which is that of its completion.</summary>
    private const string Semaphore = "semaphore";

    /// <summary>What a hash table is made of: of its buckets there is one, as keys of any two may be in one.</summary>
    private const string HashTable = "hlist_head";

    /// <summary>The length of a row that has as many elements as stand in the braces behind it.</summary>
    internal static readonly Expression.Number Counted = new(default, 0, -32);

    /// <summary>The macros that declare one variable, each with its type.</summary>
    private static readonly SortedDictionary<string, (string Type, bool IsStruct)> Macros =
        new(StringComparer.Ordinal)
        {
            ["DEFINE_SPINLOCK"] = ("spinlock_t", false),
            ["DEFINE_RAW_SPINLOCK"] = ("spinlock_t", false),
            ["DEFINE_RWLOCK"] = ("rwlock_t", false),
            ["DEFINE_MUTEX"] = ("mutex", true),
            ["DECLARE_RWSEM"] = ("rw_semaphore", true),
            ["LIST_HEAD"] = ("list_head", true),
            ["HLIST_HEAD"] = ("hlist_head", true),
            ["DECLARE_COMPLETION"] = ("completion", true),
            ["DECLARE_COMPLETION_ONSTACK"] = ("completion", true),
            ["DECLARE_WAIT_QUEUE_HEAD"] = ("wait_queue_head_t", false),
            ["DECLARE_WAIT_QUEUE_HEAD_ONSTACK"] = ("wait_queue_head_t", false),
            ["LLIST_HEAD"] = ("llist_head", true),
            ["RAW_NOTIFIER_HEAD"] = ("raw_notifier_head", true),
            ["ATOMIC_NOTIFIER_HEAD"] = ("atomic_notifier_head", true),
            ["BLOCKING_NOTIFIER_HEAD"] = ("blocking_notifier_head", true),
            ["DEFINE_STATIC_KEY_FALSE"] = (StaticKey, true),
            [StaticKeyOn] = (StaticKey, true),
            ["DEFINE_WAIT"] = (WaitEntry, true),
            ["DECLARE_WAITQUEUE"] = (WaitEntry, true),
            ["DEFINE_HASHTABLE"] = (HashTable, true),
            ["DECLARE_HASHTABLE"] = (HashTable, true),
            ["DEFINE_IDR"] = ("idr", true),
            ["DEFINE_IDA"] = ("ida", true),
            ["DEFINE_XARRAY"] = ("xarray", true),
            ["DEFINE_XARRAY_ALLOC"] = ("xarray", true),
            ["DEFINE_XARRAY_ALLOC1"] = ("xarray", true),
            ["DEFINE_XARRAY_FLAGS"] = ("xarray", true),
            ["DEFINE_SEMAPHORE"] = (Semaphore, true),
            ["DEFINE_SEQLOCK"] = ("seqlock", true),
            ["DECLARE_DELAYED_WORK"] = ("delayed_work", true),
            ["DEFINE_TIMER"] = ("timer_list", true),
            ["DEFINE_SRCU"] = (Srcu, true),
            ["DEFINE_STATIC_SRCU"] = (Srcu, true),
            ["DECLARE_WORK"] = ("work_struct", true),
        };

    /// <summary>The macros.</summary>
    internal static IEnumerable<string> MacroNames => Macros.Keys;

    /// <summary>Whether a declaration begins here.</summary>
    internal static bool Begins(TokenList<Lexeme> input) => TypeGrammar.Begins(input) || IsMacro(input);

    /// <summary>Whether a macro that declares a variable begins here, perhaps behind <c>static</c>.</summary>
    internal static bool IsMacro(TokenList<Lexeme> input) =>
        Tokens.Is(Unqualified(input), Lexeme.Name, out var name) && Macros.ContainsKey(name.Value.ToStringValue())
        && Tokens.Is(name.Remainder, Lexeme.Open);

    /// <summary>Variables of a function.</summary>
    internal TokenListParserResult<Lexeme, Statement> Statement(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, IReadOnlyList<Declarator>> all = Variables;
        var isStatic = IsStatic(input);
        var isMacro = IsMacro(input);
        return all.Select(variables => (Statement)new Statement.Declare(variables[0].At, variables)
        {
            IsStatic = isStatic || (isMacro && variables[0].Type.Name == Srcu),
        })(input);
    }

    /// <summary>Variables up to the semicolon.</summary>
    internal TokenListParserResult<Lexeme, IReadOnlyList<Declarator>> Variables(TokenList<Lexeme> input)
    {
        if (IsMacro(input)) { return Macro(input); }
        var type = TypeGrammar.Plain(input);
        return type.HasValue
            ? After(type.Value, type.Remainder)
            : TokenListParserResult.CastEmpty<Lexeme, TypeName, IReadOnlyList<Declarator>>(type);
    }

    /// <summary>Fields up to the semicolon, bit fields among them, which may have no name.</summary>
    internal TokenListParserResult<Lexeme, IReadOnlyList<Declarator>> Fields(TokenList<Lexeme> input)
    {
        if (IsMacro(input)) { return Macro(input); }
        var type = TypeGrammar.Plain(input);
        if (!type.HasValue)
        {
            return TokenListParserResult.CastEmpty<Lexeme, TypeName, IReadOnlyList<Declarator>>(type);
        }

        TokenListParser<Lexeme, Expression> whole = expressions.Whole;
        TokenListParser<Lexeme, Declarator> named = rest => One(type.Value, rest);
        var width = from colon in Token.EqualTo(Lexeme.Colon) from bits in whole select bits;
        var nameless = width.Select(bits => new Declarator(bits.At, "", type.Value, null, null) { Bits = bits });
        var field = from one in named
                    from bits in width.Select(found => (Expression?)found).OptionalOrDefault()
                    select one with { Bits = bits };
        var all = from names in nameless.Or(field).AtLeastOnceDelimitedBy(Token.EqualTo(Lexeme.Comma))
                  from end in Token.EqualTo(Lexeme.Semicolon)
                  select (IReadOnlyList<Declarator>)names;
        return all(type.Remainder);
    }

    /// <summary>The names that follow a type, up to the semicolon.</summary>
    internal TokenListParserResult<Lexeme, IReadOnlyList<Declarator>> After(TypeName type, TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Declarator> one = rest => One(type, rest);
        var all = from names in one.AtLeastOnceDelimitedBy(Token.EqualTo(Lexeme.Comma))
                  from end in Token.EqualTo(Lexeme.Semicolon)
                  select (IReadOnlyList<Declarator>)names;
        return all(input);
    }

    /// <summary>One name with its stars, its length and what it starts with.</summary>
    internal TokenListParserResult<Lexeme, Declarator> One(TypeName type, TokenList<Lexeme> input)
    {
        var (starred, rest) = TypeGrammar.Starred(type, input);
        TokenListParser<Lexeme, Expression> initial = expressions.Initial;
        var value = (from sign in Token.EqualToValue(Lexeme.Assignment, "=")
                     from inner in initial
                     select inner).OptionalOrDefault();
        var head = TypeGrammar.IsPointer(rest) ? Pointer(starred, rest) : Plain(starred, rest);
        if (!head.HasValue) { return head; }
        var (free, behind) = Freed(head.Remainder);
        var begin = value(behind);
        if (!begin.HasValue) { return TokenListParserResult.CastEmpty<Lexeme, Expression?, Declarator>(begin); }
        var made = head.Value with { Initial = begin.Value, Free = free };
        if (!ReferenceEquals(made.Length, Counted)) { return Tokens.Found(made, input, begin.Remainder); }
        if (made.Initial is not Expression.Initial parts)
        {
            return Tokens.Missing<Declarator>(begin.Remainder, "what it starts with in braces, or a length");
        }

        return Tokens.Found(made with { Length = new Expression.RowLength(parts) }, input, begin.Remainder);
    }

    /// <summary>What is done at the end of the scope: <c>__free(kfree)</c>, include/linux/cleanup.h.</summary>
    private static (Expression.Name? Name, TokenList<Lexeme> After) Freed(TokenList<Lexeme> input)
    {
        var free = from word in Token.EqualTo(Lexeme.Name)
                   from open in Token.EqualTo(Lexeme.Open)
                   from name in Token.EqualTo(Lexeme.Name)
                   from close in Token.EqualTo(Lexeme.Close)
                   select new Expression.Name(Tokens.PlaceOf(name), name.ToStringValue());
        if (!Tokens.Is(input, Lexeme.Name, out var first) || first.Value.ToStringValue() != "__free")
        {
            return (null, input);
        }

        var found = free(input);
        return found.HasValue ? (found.Value, found.Remainder) : (null, input);
    }

    private TokenListParser<Lexeme, Expression?> Length
    {
        get
        {
            TokenListParser<Lexeme, Expression> whole = expressions.Whole;
            TokenListParser<Lexeme, Expression> inside = Either;
            return (from open in Token.EqualTo(Lexeme.OpenIndex)
                    from inner in inside
                    from close in Token.EqualTo(Lexeme.CloseIndex)
                    select inner).OptionalOrDefault();

            TokenListParserResult<Lexeme, Expression> Either(TokenList<Lexeme> input) =>
                Tokens.Is(input, Lexeme.CloseIndex) ? Tokens.Found<Expression>(Counted, input, input) : whole(input);
        }
    }

    /// <summary>The length of rows of rows.</summary>
    private TokenListParser<Lexeme, Expression> Inner
    {
        get
        {
            TokenListParser<Lexeme, Expression> whole = expressions.Whole;
            return from open in Token.EqualTo(Lexeme.OpenIndex)
                   from length in whole
                   from close in Token.EqualTo(Lexeme.CloseIndex)
                   select length;
        }
    }

    private TokenListParserResult<Lexeme, Declarator> Plain(TypeName type, TokenList<Lexeme> input)
    {
        var plain = from name in Token.EqualTo(Lexeme.Name)
                    from length in Length
                    from inner in Inner.Many()
                    select new Declarator(Tokens.PlaceOf(name), name.ToStringValue(), type, length, null)
                    {
                        Inner = inner,
                    };
        return plain(input);
    }

    /// <summary>A pointer to a function: <c>int (*open)(struct dev *d)</c>; perhaps a row of them.</summary>
    private TokenListParserResult<Lexeme, Declarator> Pointer(TypeName result, TokenList<Lexeme> input)
    {
        var (stars, rest) = TypeGrammar.Stars(input.ConsumeToken().Remainder);
        var named = from name in Token.EqualTo(Lexeme.Name)
                    from length in Length
                    from close in Token.EqualTo(Lexeme.Close)
                    select (Name: name, Length: length);
        if (Tokens.Is(rest, Lexeme.Name, out var function) && Tokens.Is(function.Remainder, Lexeme.Open))
        {
            return Tokens.Missing<Declarator>(function.Remainder, "`)`: a function that gives back a pointer to one "
                + "has a typedef of it as the type of what it gives back");
        }

        TokenListParser<Lexeme, TypeName> behind = after => TypeGrammar.Pointer(result, stars, after);
        var all = from head in named
                  from type in behind
                  select new Declarator(
                      Tokens.PlaceOf(head.Name), head.Name.ToStringValue(), type, head.Length, null);
        return all(rest);
    }

    private TokenListParserResult<Lexeme, IReadOnlyList<Declarator>> Macro(TokenList<Lexeme> input)
    {
        TokenListParser<Lexeme, Expression> whole = expressions.Whole;
        var macro = from word in Token.EqualTo(Lexeme.Name)
                    from open in Token.EqualTo(Lexeme.Open)
                    from name in Token.EqualTo(Lexeme.Name)
                    from value in
                        (from comma in Token.EqualTo(Lexeme.Comma) from inner in whole select inner)
                            .OptionalOrDefault()
                    from close in Token.EqualTo(Lexeme.Close)
                    from end in Token.EqualTo(Lexeme.Semicolon)
                    select Declared(word, name, value);
        var rest = Unqualified(input);
        var found = macro(rest);
        return found is { HasValue: true, Value: [{ Type.Name: Semaphore, Initial: null }] }
            ? Tokens.Missing<IReadOnlyList<Declarator>>(rest, "how many may have it, behind the name")
            : found;
    }

    private static bool IsStatic(TokenList<Lexeme> input)
    {
        while (Tokens.Is(input, Lexeme.Qualifier, out var word))
        {
            if (word.Value.ToStringValue() == "static") { return true; }
            input = word.Remainder;
        }

        return false;
    }

    private static TokenList<Lexeme> Unqualified(TokenList<Lexeme> input)
    {
        while (Tokens.Is(input, Lexeme.Qualifier, out var word)) { input = word.Remainder; }
        return input;
    }

    private static IReadOnlyList<Declarator> Declared(Token<Lexeme> word, Token<Lexeme> name, Expression? value)
    {
        var (type, isStruct) = Macros[word.ToStringValue()];
        var isTable = type == HashTable && value is not null;
        Expression? length = isTable ? new Expression.Number(Tokens.PlaceOf(word), 1, -32) : null;
        if (type == WaitEntry || isTable) { value = null; }
        if (word.ToStringValue() == StaticKeyOn)
        {
            Expression.Number on = new(Tokens.PlaceOf(word), 1, -32);
            value = new Expression.Initial(Tokens.PlaceOf(word), [new([], on)]);
        }

        if (type is "delayed_work" or "timer_list" or Semaphore && value is not null)
        {
            value = new Expression.Initial(value.At, [new([], value)]);
        }

        if (type == Srcu)
        {
            Expression.Number yes = new(Tokens.PlaceOf(word), 1, -32);
            Designator field = new(new(Tokens.PlaceOf(word), "sda_is_static"), null);
            value = new Expression.Initial(Tokens.PlaceOf(word), [new([field], yes)]);
        }

        if (type == "xarray" && word.ToStringValue().Contains("_ALLOC", StringComparison.Ordinal))
        {
            value = new Expression.Number(Tokens.PlaceOf(word), word.ToStringValue().EndsWith('1') ? 12 : 4, -32);
        }

        if (type == "xarray" && value is not null)
        {
            Expression.Name macro = new(Tokens.PlaceOf(word), "XARRAY_INIT");
            value = new Expression.Call(value.At, macro, [macro, value]);
        }

        return
        [
            new(
                Tokens.PlaceOf(name), name.ToStringValue(), new(Tokens.PlaceOf(word), type, isStruct, 0), length,
                value),
        ];
    }
}
