//! Customers of the clinic.

use super::Voice;

const CAPTIONS: &[&str] = &[
    "Segue a foto de {dia}.",
    "Ficou assim depois de {serviço}.",
    "Esse é o encaminhamento do pedido {pedido}.",
    "Olhem como está hoje, por favor.",
];

/// Polite, long, from the heart.
pub(crate) const CELIA: Voice = Voice {
    openings: &[
        "Bom dia, meus queridos, tudo bem com vocês?",
        "Boa tarde, aqui é a Célia, aquela do cabelo grisalho.",
        "Olá, espero não estar incomodando a esta hora.",
        "Bom dia! Primeiramente, parabéns pelo atendimento da última vez.",
        "Oi, minha gente, aqui é a dona Célia outra vez.",
        "Boa tarde! Desculpem escrever tanto, eu gosto de explicar direitinho.",
        "Olá, paz e saúde para todos aí na clínica.",
        "Bom dia, flores do dia!",
    ],
    middles: &[
        "Eu gostaria de saber se quem toma remédio para pressão pode fazer {serviço}, porque a minha médica trocou a dose.",
        "Estive aí com a minha irmã e fiquei com uma dúvida sobre {serviço}, pois ela disse que arde um pouquinho.",
        "Queria marcar {serviço} para {dia}, de preferência perto das {hora}, que é quando o meu neto pode me levar.",
        "A moça tão gentil que me atendeu falou que eu podia voltar {dia}, mas esqueci de anotar o horário na agenda.",
        "Minha vizinha do {bairro} também quer conhecer vocês e perguntou se há estacionamento para ela.",
        "Recebi o lembrete e fiquei na dúvida se preciso chegar antes das {hora} para preencher a ficha.",
        "Fiz tudo como a doutora mandou depois de {serviço} e a pele está uma beleza, mas coça um tiquinho à noite.",
        "Preciso remarcar o que estava para {dia}, pois surgiu um exame da minha mãe às {hora}.",
    ],
    endings: &[
        "Se puderem me responder com calma, fico muito agradecida.",
        "Quando tiverem um tempinho, me digam, por gentileza.",
        "Não tenho pressa nenhuma, atendam primeiro quem precisa mais.",
        "Desde já o meu muito obrigada, de coração.",
        "Aguardo o retorno e desejo um ótimo trabalho a todos.",
        "Qualquer coisa podem me ligar também, eu atendo sempre.",
        "Um abraço carinhoso da Célia.",
    ],
    answers: &[
        "Ah, que maravilha, entendi perfeitamente.",
        "Muito obrigada pela paciência comigo.",
        "Que gentileza a sua, minha filha.",
        "Compreendi, vou anotar aqui no caderninho.",
        "Nossa, que atenção a de vocês!",
        "Está ótimo assim, fiquei mais tranquila.",
        "Perfeito, foi muito bem explicado.",
    ],
    afterthoughts: &[
        "E o pagamento, pode ser feito na hora, ali por volta das {hora}?",
        "Vou falar com o meu neto e confirmo até {dia}.",
        "Só mais uma coisinha: preciso levar algum documento {dia}?",
        "Se mudar alguma coisa para {dia}, me avisem, por favor.",
        "A minha irmã pode entrar comigo {dia}?",
        "Posso tomar o meu café antes das {hora}?",
        "Há algum ônibus que pare perto, vindo do {bairro}?",
    ],
    goodbyes: &[
        "Então está tudo combinado, meus queridos.",
        "Pronto, agora não tenho mais dúvida nenhuma.",
        "Era só isso mesmo, agradeço demais.",
        "Vocês são uns anjos, viu?",
        "Muito obrigada por tudo, de verdade.",
    ],
    wishes: &[
        "Até {dia}, se Deus quiser!",
        "Um ótimo descanso para todos.",
        "Beijos e bom trabalho.",
        "Fiquem com Deus e até {dia}.",
        "Um abraço apertado em cada um.",
    ],
    captions: CAPTIONS,
};

/// Few words; often an emoji instead.
pub(crate) const TEO: Voice = Voice {
    openings: &["Opa!", "Salve!", "E aí, pessoal", "Oi oi", "Fala!", "Bom dia 😄", "Boa!", "Olá 👋"],
    middles: &[
        "dá pra encaixar {serviço} {dia}?",
        "{dia} às {hora} rola?",
        "quanto tempo dura {serviço}?",
        "posso levar um amigo {dia}?",
        "vocês abrem {dia} depois das {hora}?",
        "tem vaga pra {serviço} ainda esta semana, tipo {dia}?",
        "esqueci meu horário de {dia}, era às {hora}?",
        "a unidade do {bairro} já abriu?",
    ],
    endings: &["🙏", "valeu!", "tmj", "brigadão", "😅", "se der, claro", "me fala"],
    answers: &["Show", "Fechou", "Boa", "Top demais", "Massa", "Beleza então", "Aí sim"],
    afterthoughts: &[
        "então {dia} às {hora}?",
        "e pra {serviço}?",
        "vou de bike do {bairro}, tem onde deixar?",
        "chego umas {hora}",
        "confirmo {dia} cedo",
        "pago no pix?",
        "qualquer coisa mudo pra {dia}",
    ],
    goodbyes: &["Valeu demais", "É nóis", "Fechado", "Brigado, gente", "Perfeito"],
    wishes: &["até {dia} 👊", "👋", "bom trampo aí", "fui! até {dia}", "abraço 🤙"],
    captions: CAPTIONS,
};

/// Shy, without a phone number.
pub(crate) const LUA: Voice = Voice {
    openings: &[
        "oi, tudo bem?",
        "olá, achei vocês pelo instagram",
        "oie, primeira vez aqui",
        "boa noite, vocês respondem por aqui?",
        "oi! uma amiga indicou vocês",
        "olá, prefiro falar só por mensagem, pode ser?",
    ],
    middles: &[
        "queria entender como funciona {serviço}",
        "{serviço} deixa marca?",
        "tem horário {dia} lá pelas {hora}?",
        "dá pra fazer {serviço} sem dar o telefone?",
        "quem tem pele sensível pode fazer {serviço}?",
        "vocês ficam perto do {bairro}?",
        "preciso de avaliação antes, ou já posso marcar {dia}?",
    ],
    endings: &[
        "obrigada desde já",
        "não é urgente",
        "ansiosa aqui rs",
        "pode responder amanhã",
        "🌙",
        "só pra saber mesmo",
    ],
    answers: &["ah, entendi", "que bom saber", "legal", "hmm, certo", "ai, que alívio", "gostei da explicação"],
    afterthoughts: &[
        "e se eu for {dia}, precisa reservar?",
        "acho que {dia} consigo",
        "vou pensar e volto {dia}, tá?",
        "tem alguém que atenda só mulheres {dia}?",
        "demora até as {hora}?",
        "posso cancelar até {dia}?",
    ],
    goodbyes: &["obrigada pela conversa", "me ajudou muito", "então é isso", "anotado tudo", "fico mais tranquila"],
    wishes: &["boa noite 🌙", "até {dia}", "volto a chamar {dia}", "beijo", "bom descanso aí"],
    captions: CAPTIONS,
};

/// Prices, packages, discounts; taps every button.
pub(crate) const PATRICIA: Voice = Voice {
    openings: &[
        "Oi! Quanto custa",
        "Boa tarde, por quanto fica",
        "Olá, quanto está",
        "Oi, quanto está saindo",
        "Bom dia, em quanto sai",
        "Oi de novo, afinal quanto é",
        "Olá! No cartão, quanto fica",
    ],
    middles: &[
        "{serviço} em pacote de cinco?",
        "{serviço} para duas pessoas?",
        "{serviço} se eu for {dia}?",
        "{serviço} com avaliação incluída?",
        "{serviço} no horário das {hora}?",
        "{serviço} pagando no pix?",
        "{serviço} para quem indica uma amiga do {bairro}?",
    ],
    endings: &[
        "Vi mais barato no {bairro}.",
        "Se for bom eu fecho hoje.",
        "Dá para parcelar em quantas vezes?",
        "Posso ir já {dia}.",
        "Me manda a tabela?",
        "Tem desconto para aniversariante?",
    ],
    answers: &[
        "Hmm, achei um pouco caro.",
        "Gostei do preço.",
        "E se eu levar dois?",
        "Consegue melhorar um pouquinho?",
        "Fecho se couber no cartão.",
        "Está dentro do que eu pensei.",
    ],
    afterthoughts: &[
        "Vale até {dia}?",
        "Inclui {serviço}?",
        "Preciso pagar antes de {dia}?",
        "Tem horário às {hora}?",
        "E o retorno, é cobrado {dia}?",
        "O pacote vence quando, {dia}?",
    ],
    goodbyes: &[
        "Fechado então!",
        "Vou querer sim.",
        "Ótimo, negócio feito.",
        "Ok, pode reservar.",
        "Combinado o valor.",
    ],
    wishes: &[
        "Até {dia}!",
        "Pago {dia} pela manhã.",
        "Me lembrem às {hora}, por favor.",
        "Obrigada pelo desconto 😍",
        "Beijos!",
    ],
    captions: CAPTIONS,
};

/// Sober, precise, never shows that she has read.
pub(crate) const HELENA: Voice = Voice {
    openings: &[
        "Bom dia. Aqui é Helena Castro.",
        "Boa tarde, falo em nome do consultório da doutora Castro.",
        "Bom dia, preciso de uma informação.",
        "Olá, Helena Castro novamente.",
        "Boa tarde. Duas perguntas rápidas.",
    ],
    middles: &[
        "Solicito a confirmação do horário de {dia}, às {hora}.",
        "Poderiam enviar o recibo referente a {serviço} de {dia}?",
        "A nota do atendimento {pedido} ainda não chegou.",
        "Preciso transferir {serviço} de {dia} para outro dia.",
        "Há vaga {dia} entre {hora} e o fim da tarde?",
        "O contrato {pedido} prevê quantas sessões?",
        "Quem será a profissional responsável por {serviço} {dia}?",
    ],
    endings: &[
        "Aguardo.",
        "Por escrito, por favor.",
        "Respondo apenas fora do horário de consultas.",
        "Obrigada.",
        "É para a contabilidade.",
        "Sem pressa.",
    ],
    answers: &["Ciente.", "De acordo.", "Está correto.", "Recebi.", "Certo, obrigada.", "Confirmado da minha parte."],
    afterthoughts: &[
        "Estarei aí {dia}, às {hora}.",
        "Enviem também o documento {pedido}.",
        "Registrem, por favor, que {dia} não posso.",
        "O endereço do {bairro} continua o mesmo?",
        "Confirmo novamente {dia}.",
        "Podem faturar no pedido {pedido}.",
    ],
    goodbyes: &["Está resolvido.", "Agradeço a presteza.", "Nada mais por hoje.", "Assunto encerrado da minha parte."],
    wishes: &[
        "Até {dia}.",
        "Bom trabalho.",
        "Cordialmente, Helena.",
        "Atenciosamente, H. Castro.",
        "Volto a escrever {dia}.",
    ],
    captions: CAPTIONS,
};
