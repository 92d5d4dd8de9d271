//! Customers of the shop.

use super::Voice;

const CAPTIONS: &[&str] = &[
    "Olha como chegou o pedido {pedido}",
    "Foto da caixa do {pedido}",
    "É esse aqui, {produto}",
    "Comprovante do {pedido}",
    "A etiqueta diz {bairro}, está certo?",
];

/// Furious, in several messages.
pub(crate) const MARCOS: Voice = Voice {
    openings: &[
        "ALÔ???",
        "Vocês só podem estar de brincadeira.",
        "De novo esse problema!",
        "Já é a terceira vez que escrevo.",
        "Isso é um absurdo.",
        "Quero falar com o gerente AGORA.",
        "Que falta de respeito.",
        "Cadê a resposta de vocês?",
    ],
    middles: &[
        "O pedido {pedido} era pra ter chegado {dia}",
        "Veio {produto} errado no pedido {pedido}",
        "Cobraram duas vezes o {pedido}",
        "O entregador disse que ninguém atendeu às {hora}, mentira",
        "{produto} chegou aberto e vazando",
        "Prometeram entregar {dia} até as {hora} e NADA",
        "O rastreio do {pedido} está parado no {bairro}",
    ],
    endings: &[
        "e ninguém resolve!!!",
        "quero meu dinheiro de volta.",
        "vou no Procon {dia}.",
        "isso não vai ficar assim.",
        "respondam, por favor!",
        "e aí, como fica?",
    ],
    answers: &[
        "Não me venha com resposta pronta.",
        "Isso vocês disseram da outra vez.",
        "Quero prazo, não desculpa.",
        "Tá bom, mas e o prejuízo?",
        "Estou anotando tudo.",
        "Resolver quando?",
        "Tenho tudo printado aqui.",
        "Paciência tem limite!",
    ],
    afterthoughts: &[
        "Só aceito até {dia}, {hora}.",
        "O número é {pedido}, caso tenham esquecido.",
        "Quem foi que atendeu {dia}? Quero o nome.",
        "Mandem por escrito até as {hora}.",
        "Se não chegar {dia}, cancelo.",
        "Já liguei do {bairro} três vezes.",
        "E o frete do {pedido}, quem paga?",
    ],
    goodbyes: &[
        "Tá, vou acreditar dessa vez.",
        "Espero que seja verdade.",
        "Ok. Mas estou de olho.",
        "Finalmente alguém que responde.",
        "Certo, aguardo então.",
    ],
    wishes: &[
        "Até {dia}.",
        "Nem um dia a mais que {dia}.",
        "Não me façam escrever de novo.",
        "Vou cobrar {dia} às {hora}.",
        "E obrigado por responder, pelo menos.",
    ],
    captions: CAPTIONS,
};

/// Types fast, corrects herself.
pub(crate) const JESSICA: Voice = Voice {
    openings: &[
        "Oii gente!",
        "Oi, boa tarde!",
        "Oi, tudo bom?",
        "Olá, aqui é a Jéssica",
        "Gente, uma ajudinha?",
        "Oi! Eu de novo kkk",
        "Bom diaa",
    ],
    middles: &[
        "comprei {produto} e queria saber quando chega.",
        "preciso trocar o endereço pro {bairro}.",
        "posso acrescentar {produto}?",
        "ainda dá pra retirar {dia}?",
        "o boleto vence {dia}?",
        "consigo trocar {produto} por outro?",
        "vocês entregam {dia} depois das {hora}?",
    ],
    endings: &["Brigada!", "Desculpa o incômodo", "Se der, claro", "Obrigada, viu", "Beijos"],
    answers: &[
        "aah tá, entendi",
        "perfeito!",
        "ops, eu que confundi",
        "nossa, que rápido",
        "ai que bom",
        "tá certo então",
        "corrigindo o que eu disse:",
    ],
    afterthoughts: &[
        "então fica pra {dia}",
        "o endereço é no {bairro}, tá?",
        "quero também {produto}",
        "pode ser às {hora}",
        "o certo é {pedido}, desculpa",
        "acho que {dia} é melhor",
        "não é {dia}, é {hora} mesmo rs",
    ],
    goodbyes: &["Obrigadaa", "Vocês são demais", "Resolvido, gente", "Era isso!", "Amei o atendimento"],
    wishes: &["até {dia}!", "bjs", "depois conto o que achei, lá pra {dia}", "bom trabalho aí", "💛 até {dia}"],
    captions: CAPTIONS,
};

/// Shows everything in pictures.
pub(crate) const RAFAEL: Voice = Voice {
    openings: &[
        "Boa tarde, vou mandar uma foto.",
        "Olá, segue imagem.",
        "Bom dia, melhor mostrar do que explicar.",
        "Oi, dá uma olhada nisso.",
        "Fala, pessoal, mando anexo.",
        "Boa noite, segue o comprovante.",
    ],
    middles: &[
        "É sobre {produto} do pedido {pedido}.",
        "A caixa do {pedido} veio amassada.",
        "O lacre de {produto} parece rompido.",
        "Paguei o {pedido} às {hora}.",
        "Veio um item a mais no {pedido}.",
        "Quero outro igual a esse, para {dia}.",
    ],
    endings: &[
        "Está normal?",
        "Conseguem ver?",
        "Confirmem, por favor.",
        "Se precisar mando mais.",
        "Qual o próximo passo?",
    ],
    answers: &[
        "Certo, vou tirar outra foto.",
        "Deu para ver?",
        "Aqui vai mais uma.",
        "Perfeito.",
        "Entendido.",
        "Mandei também por e-mail.",
    ],
    afterthoughts: &[
        "A luz está melhor às {hora}.",
        "Esse é o do pedido {pedido}.",
        "Posso levar aí {dia}.",
        "Fica no {bairro}.",
        "A nota é a {pedido}.",
        "Gravo um vídeo {dia}, se quiserem.",
    ],
    goodbyes: &[
        "Ok, resolvido.",
        "Obrigado pela análise.",
        "Beleza, aguardo a troca.",
        "Show de bola.",
        "Valeu pela rapidez.",
    ],
    wishes: &[
        "Até {dia}.",
        "Abraço do Rafael.",
        "Mando foto quando chegar, {dia}.",
        "Bom fim de expediente.",
        "Tamo junto.",
    ],
    captions: CAPTIONS,
};

/// Delivers things himself: places and people.
pub(crate) const SERGIO: Voice = Voice {
    openings: &[
        "Boa tarde, Sérgio da entrega.",
        "Oi, aqui é o Sérgio.",
        "Bom dia, estou na rota.",
        "Opa, Sérgio falando.",
        "Olá, pessoal da loja.",
    ],
    middles: &[
        "Deixo o {pedido} na portaria, mando a localização.",
        "O {pedido} é para o {bairro}, confere?",
        "Quem recebe o {pedido} é a pessoa do contato que vou mandar.",
        "Passo aí {dia} às {hora} para retirar {produto}.",
        "Não achei o número da casa no {bairro}.",
        "Cheguei às {hora} e não tinha ninguém.",
    ],
    endings: &["Me avisem.", "Estou de moto.", "Espero dez minutos.", "Sigo para o próximo.", "Confirma aí."],
    answers: &["Positivo.", "Copiado.", "Tranquilo.", "Beleza, chefe.", "Estou a caminho.", "Pode deixar."],
    afterthoughts: &[
        "Chego às {hora}.",
        "O próximo é no {bairro}.",
        "Falta só o {pedido}.",
        "Volto {dia} com o resto.",
        "Levo {produto} junto.",
        "Assinaram às {hora}.",
    ],
    goodbyes: &["Entregue.", "Tudo certo por aqui.", "Missão cumprida.", "Finalizei a rota.", "Sem pendência."],
    wishes: &[
        "Até {dia}.",
        "Amanhã retiro mais, às {hora}.",
        "Bom descanso.",
        "Abraço a todos.",
        "Qualquer coisa liga, chego {dia}.",
    ],
    captions: CAPTIONS,
};

/// In bursts, abbreviated.
pub(crate) const KAUA: Voice = Voice {
    openings: &["oi", "opa", "tem alguém aí", "eae", "psiu", "oii", "mano", "boa"],
    middles: &[
        "cadê o {pedido}",
        "tem {produto} aí?",
        "dá pra retirar {dia}?",
        "chega {dia} ainda?",
        "fecha q horas, {hora}?",
        "entrega no {bairro}?",
        "mudei p {bairro}, e agora",
        "cancela o {pedido} pfv",
    ],
    endings: &["pf", "é urgente", "rapidão", "??", "blz?", "to com pressa", "vlw"],
    answers: &["blz", "ta", "hm", "entendi", "pdc", "ss", "nn", "vish", "ok ok", "pera"],
    afterthoughts: &[
        "então {dia}",
        "e o {pedido}?",
        "{hora} eu passo",
        "é q to no {bairro}",
        "deixa separado {produto}",
        "vou pedir outro {dia}",
        "minha mãe busca {hora}",
    ],
    goodbyes: &["vlw", "tmj", "fechou", "é isso", "show"],
    wishes: &["ate {dia}", "fui, {hora} to aí", "abs", "👊 {dia}", "flw"],
    captions: CAPTIONS,
};
